#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/chat_service.h"
#include "app/models/model_service.h"
#include "app/server/port_switch.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "tests/support/fake_generator.h"
#include "ui/chat/composer.h"
#include "ui/chat/message_list_view.h"
#include "ui/chat/question_edit.h"
#include "ui/common/theme.h"
#include "ui/main_window.h"

namespace test {

/// The whole window over real services and a model that plays a script.
struct Desk {
    explicit Desk(std::vector<FakeGenerator::Step> script = {},
                  app::Language language = app::Language::English)
        : Desk(std::make_unique<FakeGenerator>(std::move(script)), language) {}

    /// `prepare` gets the data folder before the program starts.
    Desk(
        std::unique_ptr<FakeGenerator> fake, app::Language language,
        const std::function<void(const QString&)>& prepare = [](const QString&) {})
        : generator(fake.get()),
          services((prepare(folder.path()), optionsFor(folder, language)), std::move(fake)),
          theme(*qApp),
          port(services),
          window(services, theme, &port) {
        window.show();
    }

    static app::ServicesOptions optionsFor(const QTemporaryDir& folder, app::Language language) {
        app::Settings(folder.filePath("settings.ini")).setLanguage(language);
        app::ServicesOptions options;
        options.modelFolder = "/models/fake";
        options.dataFolder = folder.path();
        return options;
    }

    template <class T>
    T* find(const char* name) const {
        return window.findChild<T*>(QString::fromLatin1(name));
    }
    ui::Composer& composer() const { return *find<ui::Composer>("composer"); }
    ui::MessageListView& list() const { return *find<ui::MessageListView>("messageList"); }
    const app::Turn& lastTurn() { return services.chat().conversation().turns.last(); }

    /// As the agent does it: types and presses Enter.
    void ask(const QString& question) {
        composer().edit().setPlainText(question);
        QTest::keyClick(&composer().edit(), Qt::Key_Return);
    }

    QTemporaryDir folder;
    FakeGenerator* generator;
    app::Services services;
    ui::Theme theme;
    app::PortSwitch port;
    ui::MainWindow window;
};

}  // namespace test
