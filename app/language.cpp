#include "app/language.h"

#include <memory>

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <spdlog/spdlog.h>

namespace app {
namespace {

constexpr auto translatorName = "glancedesk-language";

bool isChinese(Language language) {
    if (language != Language::System) return language == Language::Chinese;
    const QStringList preferred = QLocale::system().uiLanguages();
    return !preferred.isEmpty() && preferred.first().startsWith("zh");
}

void install(QCoreApplication& application, const QString& file, const QString& folder) {
    auto translator = std::make_unique<QTranslator>(&application);
    translator->setObjectName(translatorName);
    if (!translator->load(file, folder)) {
        spdlog::warn("No translation {} in {}", file.toStdString(), folder.toStdString());
        return;
    }
    application.installTranslator(translator.release());  // the application is its parent
}

}  // namespace

void installLanguage(QCoreApplication& application, Language language) {
    const auto before = application.findChildren<QTranslator*>(translatorName, Qt::FindDirectChildrenOnly);
    for (QTranslator* translator : before)
        delete translator;  // removes itself from the application

    const bool chinese = isChinese(language);
    QLocale::setDefault(chinese ? QLocale(QLocale::Chinese, QLocale::China) : QLocale(QLocale::English));
    if (chinese) install(application, "qtbase_zh_CN", QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, chinese ? "glancedesk_zh_CN" : "glancedesk_en",
            ":/translations");  // English: plurals alone
}

}  // namespace app
