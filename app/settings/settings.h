#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QSettings>
#include <QString>

#include "app/settings/answer_settings.h"
#include "app/settings/cache_settings.h"
#include "app/settings/download_settings.h"
#include "app/settings/model_settings.h"
#include "app/settings/port_settings.h"
#include "app/settings/scan_settings.h"
#include "app/settings/upstream_settings.h"

namespace app {

enum class Theme { System, Light, Dark };
enum class Language { System, Chinese, English };

/// What the user chose, kept in one ini file. A value that makes no sense reads as its default. Main thread.
class Settings final : public QObject {
    Q_OBJECT

 public:
    explicit Settings(const QString& file, QObject* parent = nullptr);

    /// Of the model that was loaded last; empty: the bundled demo.
    QString modelFolder() const;
    void setModelFolder(const QString& folder);

    /// Of the settings' file and all else that is kept.
    QString folder() const;
    /// The user's own folder for documents.
    static QString documentsFolder();
    /// Where exports are offered to be saved; empty: the documents' folder.
    QString exportFolder() const;
    void setExportFolder(const QString& folder);
    /// The one above, or the documents' folder while it isn't there.
    QString exportPlace() const;

    /// QWidget::saveGeometry's bytes.
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);

    /// Whether the conversations stand beside the chat, and how wide.
    bool isSidebarShown() const;
    int sidebarWidth() const;
    void setSidebar(bool shown, int width);

    Theme theme() const;
    void setTheme(Theme theme);

    Language language() const;
    void setLanguage(Language language);

    /// Whether closing the window leaves the program in the tray.
    bool closesToTray() const;
    void setClosesToTray(bool closes);

    /// Whether the first-run guide was seen.
    bool isWelcomed() const;
    void setWelcomed();

    /// Keys of the window's actions by the actions' names, as QKeySequence::PortableText; an empty one has
    /// none. Those that are not named have their own.
    QHash<QString, QString> shortcuts() const;
    void setShortcuts(const QHash<QString, QString>& shortcuts);

    ModelSettings model() const { return readModelSettings(m_file); }
    void setModel(const ModelSettings& model);
    AnswerSettings answers() const { return readAnswerSettings(m_file); }
    void setAnswers(const AnswerSettings& answers);
    PortSettings port() const { return readPortSettings(m_file); }
    void setPort(const PortSettings& port);
    CacheSettings cache() const { return readCacheSettings(m_file); }
    ScanSettings scan() const { return readScanSettings(m_file); }
    /// Both of the port, which opens anew.
    void setCare(const CacheSettings& cache, const ScanSettings& scan);
    DownloadSettings downloads() const { return readDownloadSettings(m_file); }
    void setDownloads(const DownloadSettings& downloads);
    UpstreamSettings upstream() const { return readUpstreamSettings(m_file); }
    void setUpstream(const UpstreamSettings& upstream);

 signals:
    void modelFolderChanged(const QString& folder);
    void modelChanged();
    void answersChanged();
    void portChanged();
    void upstreamChanged();  ///< not while servers are off, before and after
    void downloadsChanged();
    void shortcutsChanged();
    void closesToTrayChanged(bool closes);
    void themeChanged(app::Theme theme);
    void languageChanged(app::Language language);

 private:
    void write(const QString& key, const QVariant& value);
    void sync();

    QSettings m_file;
};

}  // namespace app
