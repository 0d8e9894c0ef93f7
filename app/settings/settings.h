#pragma once

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>

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

 signals:
    void modelFolderChanged(const QString& folder);
    void themeChanged(app::Theme theme);
    void languageChanged(app::Language language);

 private:
    void write(const QString& key, const QVariant& value);

    QSettings m_file;
};

}  // namespace app
