#include "app/settings/settings.h"

#include <algorithm>
#include <array>

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <spdlog/spdlog.h>

namespace app {
namespace {

constexpr auto modelFolderKey = "model/folder";
constexpr auto exportKey = "folders/export";
constexpr auto geometryKey = "window/geometry";
constexpr auto sidebarShownKey = "window/sidebar";
constexpr auto sidebarWidthKey = "window/sidebar_width";
constexpr auto themeKey = "window/theme";
constexpr auto languageKey = "window/language";
constexpr auto trayKey = "window/close_to_tray";
constexpr auto welcomedKey = "window/welcomed";
constexpr auto shortcutsGroup = "shortcuts";

// Words, not numbers, so that the file can be read and the enums reordered.
constexpr std::array<const char*, 3> themeWords = {"system", "light", "dark"};
constexpr std::array<const char*, 3> languageWords = {"system", "zh", "en"};

template <class Enum>
Enum choice(const QSettings& file, const char* key, const std::array<const char*, 3>& words) {
    const QString word = file.value(key).toString();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (word == QLatin1String(words[i])) return static_cast<Enum>(i);
    }
    return static_cast<Enum>(0);
}

}  // namespace

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent), m_file(file, QSettings::IniFormat) {
    if (m_file.status() == QSettings::FormatError) {
        spdlog::warn("The settings file is damaged; defaults are used: {}", file.toStdString());
    }
}

QString Settings::modelFolder() const {
    return m_file.value(modelFolderKey).toString();
}

void Settings::setModelFolder(const QString& folder) {
    if (folder == modelFolder()) return;
    write(modelFolderKey, folder);
    emit modelFolderChanged(folder);
}

QString Settings::folder() const {
    return QFileInfo(m_file.fileName()).absolutePath();
}

QString Settings::documentsFolder() {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

QString Settings::exportFolder() const {
    return m_file.value(exportKey).toString();
}

void Settings::setExportFolder(const QString& folder) {
    if (folder != exportFolder()) write(exportKey, folder);
}

QString Settings::exportPlace() const {
    const QString folder = exportFolder();
    return !folder.isEmpty() && QFileInfo(folder).isDir() ? folder : documentsFolder();
}

QByteArray Settings::windowGeometry() const {
    return m_file.value(geometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray& geometry) {
    write(geometryKey, geometry);
}

bool Settings::isSidebarShown() const {
    return m_file.value(sidebarShownKey, true).toBool();
}

int Settings::sidebarWidth() const {
    return std::clamp(m_file.value(sidebarWidthKey, 280).toInt(), 200, 600);
}

void Settings::setSidebar(bool shown, int width) {
    if (shown == isSidebarShown() && width == sidebarWidth()) return;
    m_file.setValue(sidebarShownKey, shown);
    write(sidebarWidthKey, width);
}

Theme Settings::theme() const {
    return choice<Theme>(m_file, themeKey, themeWords);
}

void Settings::setTheme(Theme theme) {
    if (theme == this->theme()) return;
    write(themeKey, QLatin1String(themeWords.at(static_cast<std::size_t>(theme))));
    emit themeChanged(theme);
}

Language Settings::language() const {
    return choice<Language>(m_file, languageKey, languageWords);
}

void Settings::setLanguage(Language language) {
    if (language == this->language()) return;
    write(languageKey, QLatin1String(languageWords.at(static_cast<std::size_t>(language))));
    emit languageChanged(language);
}

bool Settings::closesToTray() const {
    return m_file.value(trayKey, false).toBool();
}

void Settings::setClosesToTray(bool closes) {
    if (closes == closesToTray()) return;
    write(trayKey, closes);
    emit closesToTrayChanged(closes);
}

bool Settings::isWelcomed() const {
    return m_file.value(welcomedKey, false).toBool();
}

void Settings::setWelcomed() {
    write(welcomedKey, true);
}

QHash<QString, QString> Settings::shortcuts() const {
    QHash<QString, QString> shortcuts;
    const QString prefix = QLatin1String(shortcutsGroup) + u'/';
    for (const QString& key : m_file.allKeys()) {
        if (key.startsWith(prefix)) shortcuts.insert(key.mid(prefix.size()), m_file.value(key).toString());
    }
    return shortcuts;
}

void Settings::setShortcuts(const QHash<QString, QString>& shortcuts) {
    if (shortcuts == this->shortcuts()) return;
    m_file.remove(shortcutsGroup);
    for (auto it = shortcuts.begin(); it != shortcuts.end(); ++it)
        m_file.setValue(QLatin1String(shortcutsGroup) + u'/' + it.key(), it.value());
    sync();
    emit shortcutsChanged();
}

void Settings::setModel(const ModelSettings& model) {
    if (model == this->model()) return;
    writeSettings(m_file, model);
    sync();
    emit modelChanged();
}

void Settings::setAnswers(const AnswerSettings& answers) {
    if (answers == this->answers()) return;
    writeSettings(m_file, answers);
    sync();
    emit answersChanged();
}

void Settings::setPort(const PortSettings& port) {
    if (port == this->port()) return;
    writeSettings(m_file, port);
    sync();
    emit portChanged();
}

void Settings::setDownloads(const DownloadSettings& downloads) {
    if (downloads == this->downloads()) return;
    writeSettings(m_file, downloads);
    sync();
    emit downloadsChanged();
}

void Settings::setUpstream(const UpstreamSettings& upstream) {
    const UpstreamSettings before = this->upstream();
    if (upstream == before) return;
    writeSettings(m_file, upstream);
    sync();
    if (upstream.isOn || before.isOn) emit upstreamChanged();
}

void Settings::setCare(const CacheSettings& cache, const ScanSettings& scan) {
    if (cache == this->cache() && scan == this->scan()) return;
    writeSettings(m_file, cache);
    writeSettings(m_file, scan);
    sync();
    emit portChanged();
}

void Settings::write(const QString& key, const QVariant& value) {
    m_file.setValue(key, value);
    sync();
}

void Settings::sync() {
    m_file.sync();  // at once: a crash later must not forget it
    if (m_file.status() != QSettings::NoError) {
        spdlog::warn("The settings could not be written: {}", m_file.fileName().toStdString());
    }
}

}  // namespace app
