#include "app/services.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "app/chat/chat_service.h"
#include "app/conversations/conversation_store.h"
#include "app/images/image_importer.h"
#include "app/models/model_service.h"
#include "app/settings/settings.h"
#include "tests/support/fake_generator.h"

using test::FakeGenerator;
using Script = std::vector<FakeGenerator::Step>;

namespace {

app::ServicesOptions optionsFor(const QTemporaryDir& folder) {
    app::ServicesOptions options;
    options.modelFolder = "/models/fake";
    options.dataFolder = folder.path();
    return options;
}

}  // namespace

class ServicesTest final : public QObject {
    Q_OBJECT

 private slots:
    void aDroppedPictureGetsAnAnswerThatIsKept() {
        QTemporaryDir folder;
        {
            app::Services services(optionsFor(folder),
                                   std::make_unique<FakeGenerator>(Script{FakeGenerator::answer("红灯")}));
            QTRY_COMPARE(services.models().state(), app::ModelState::Ready);
            QList<app::Picture> pictures;
            connect(&services.images(), &app::ImageImporter::imported, this,
                    [&](int, const app::Picture& picture) { pictures.append(picture); });
            services.images().addFile(GLANCEDESK_SOURCE_DIR "/tests/data/images/rgb_8.png");
            QTRY_COMPARE(pictures.size(), 1);
            QVERIFY(services.chat().ask("什么意思？", pictures));
            QTRY_COMPARE(services.chat().conversation().turns.last().state, app::TurnState::Done);
        }
        app::ConversationStore store(folder.path());
        const auto turn = store.load(store.list().first().id).turns.first();
        QCOMPARE(turn.answer, QString("红灯"));
        QCOMPARE(turn.pictures.first().name, QString("rgb_8.png"));
        QCOMPARE(app::Settings(folder.filePath("settings.ini")).modelFolder(), QString("/models/fake"));
    }

    void closingStopsAndKeepsARunningAnswer() {
        QTemporaryDir folder;
        {
            app::Services services(optionsFor(folder),
                                   std::make_unique<FakeGenerator>(
                                       Script{FakeGenerator::answer("half"), FakeGenerator::Block{}}));
            QVERIFY(services.chat().ask("q", {}));
            QTRY_COMPARE(services.chat().conversation().turns.last().answer, QString("half"));
        }
        app::ConversationStore store(folder.path());
        const auto turn = store.load(store.list().first().id).turns.first();
        QCOMPARE(turn.answer, QString("half"));
        QCOMPARE(turn.state, app::TurnState::Stopped);
    }

    void aDataFolderThatCannotBeUsedIsSurvived() {
        QTemporaryDir folder;
        QFile obstacle(folder.filePath("file"));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        app::ServicesOptions options = optionsFor(folder);
        options.dataFolder = obstacle.fileName();
        app::Services services(options, std::make_unique<FakeGenerator>(Script{FakeGenerator::answer("a")}));
        QVERIFY(services.chat().ask("q", {}));
        QTRY_COMPARE(services.chat().conversation().turns.last().state, app::TurnState::Done);
    }

    void theLogHoldsNeitherWordsNorPictureNames() {
        QTemporaryDir folder;
        {
            app::Services services(optionsFor(folder), std::make_unique<FakeGenerator>(
                                                           Script{FakeGenerator::answer("private answer")}));
            QVERIFY(services.chat().ask("private question", {}));
            services.images().addBytes("no picture", "private.png");
            QTRY_COMPARE(services.chat().conversation().turns.last().state, app::TurnState::Done);
        }
        QFile log(folder.filePath("logs/glancedesk.log"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray text = log.readAll();
        QVERIFY(text.contains("Answered"));
        QVERIFY2(!text.contains("private"), text.constData());
    }

    void theLanguageFollowsTheSettings() {
        QTemporaryDir folder;
        app::Services services(optionsFor(folder), std::make_unique<FakeGenerator>());
        services.settings().setLanguage(app::Language::Chinese);
        QTRY_COMPARE(services.models().state(), app::ModelState::Ready);
        QVERIFY(services.chat().ask({}, {app::Picture{}}));
        QVERIFY(services.chat().conversation().turns.last().question.contains("图"));
        services.settings().setLanguage(app::Language::English);
    }
};

QTEST_MAIN(ServicesTest)
#include "services_test.moc"
