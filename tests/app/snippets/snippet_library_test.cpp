#include "app/snippets/snippet_library.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/snippets/blanks.h"
#include "app/snippets/snippet_json.h"

using app::Snippet;
using app::SnippetKind;
using app::SnippetLibrary;

namespace {

QByteArray contentsOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

}  // namespace

class SnippetLibraryTest final : public QObject {
    Q_OBJECT

 private slots:
    void cleanup() { QLocale::setDefault(QLocale(QLocale::English)); }

    void theStarterSetSpeaksTheLanguage_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<bool>("isChinese");
        QTest::newRow("zh") << QLocale(QLocale::Chinese) << true;
        QTest::newRow("en") << QLocale(QLocale::English) << false;
    }
    void theStarterSetSpeaksTheLanguage() {
        QFETCH(QLocale, locale);
        QFETCH(bool, isChinese);
        QLocale::setDefault(locale);
        const auto starters = SnippetLibrary::starters();
        QVERIFY(starters.size() >= 8);
        int replies = 0;
        for (const Snippet& snippet : starters) {
            QVERIFY2(app::problemOf(snippet).isEmpty(), qPrintable(snippet.name));
            QVERIFY(!snippet.title.isEmpty());
            const bool hasHan = std::any_of(snippet.text.begin(), snippet.text.end(),
                                            [](QChar c) { return c.script() == QChar::Script_Han; });
            QVERIFY2(hasHan == isChinese, qPrintable(snippet.name));
            if (snippet.kind == SnippetKind::Reply) ++replies;
        }
        QVERIFY(replies >= 3 && replies < starters.size());
    }

    void theStarterSetIsWrittenOnlyOnceSomethingChanged() {
        QTemporaryDir folder;
        SnippetLibrary library(folder.path());
        QSignalSpy changed(&library, &SnippetLibrary::changed);
        QLocale::setDefault(QLocale(QLocale::Chinese));
        library.followLanguage();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(library.snippets(), SnippetLibrary::starters());
        QVERIFY(!QFile::exists(folder.filePath("snippets.json")));
        QCOMPARE(library.put({"mine", "", "text"}), QString());
        QVERIFY(QFile::exists(folder.filePath("snippets.json")));
        QLocale::setDefault(QLocale(QLocale::English));
        library.followLanguage();
        QVERIFY(app::indexOf(library.snippets(), "mine") >= 0);
        QVERIFY(app::indexOf(library.snippets(), "报错") >= 0);
    }

    void whatWasWrittenIsThereTheNextTime() {
        QTemporaryDir folder;
        const Snippet snippet{"退款", "关于\"退款\"", "{{称呼}}，\n您好 \\ 😀", SnippetKind::Reply};
        QCOMPARE(SnippetLibrary(folder.path()).put(snippet), QString());
        const SnippetLibrary again(folder.path());
        QVERIFY(again.problem().isEmpty());
        QCOMPARE(again.snippets().last(), snippet);
    }

    void aNameIsThereOnlyOnce() {
        SnippetLibrary library({});
        QCOMPARE(library.put({"One", "", "1"}), QString());
        QVERIFY(!library.put({"one", "", "2"}).isEmpty());
        QCOMPARE(library.put({"Two", "", "2"}, "one"), QString());
        QCOMPARE(app::indexOf(library.snippets(), "one"), -1);
        QVERIFY(!library.put({"TWO", "", "3"}, "error").isEmpty());
        QCOMPARE(library.remove("two"), QString());
        QCOMPARE(app::indexOf(library.snippets(), "two"), -1);
    }

    void namesThatCannotBeTypedAreRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << "";
        QTest::newRow("space") << "two words";
        QTest::newRow("slash") << "a/b";
        QTest::newRow("line") << "a\nb";
        QTest::newRow("long") << QString("x").repeated(41);
    }
    void namesThatCannotBeTypedAreRefused() {
        QFETCH(QString, name);
        SnippetLibrary library({});
        const auto before = library.snippets();
        QVERIFY(!library.put({name, "", "text"}).isEmpty());
        QCOMPARE(library.snippets(), before);
    }

    void aDamagedFileIsSaidAndSetAside() {
        QTemporaryDir folder;
        const QByteArray damaged("{\"format\": \"glancedesk-sni");
        QVERIFY(writeFile(folder.filePath("snippets.json"), damaged));
        SnippetLibrary library(folder.path());
        QVERIFY(library.problem().contains("set aside"));
        QCOMPARE(library.snippets(), SnippetLibrary::starters());
        QCOMPARE(library.put({"new", "", "text"}), QString());
        const QStringList aside = QDir(folder.path()).entryList({"snippets.json.damaged-*"});
        QCOMPARE(aside.size(), 1);
        QCOMPARE(contentsOf(folder.filePath(aside.first())), damaged);
    }

    void anExportComesBackWhole() {
        QTemporaryDir folder;
        SnippetLibrary library({});
        QCOMPARE(library.put({"own", "t", "text {{a}}", SnippetKind::Reply}), QString());
        const QString file = folder.filePath("out.json");
        QCOMPARE(library.exportTo(file), QString());
        SnippetLibrary other({});
        QCOMPARE(other.put({"OWN", "t", "older"}), QString());
        const auto imported = other.importFrom(file);
        QVERIFY(imported.problem.isEmpty());
        QCOMPARE(imported.added, 0);
        QCOMPARE(imported.replaced, 1);
        QCOMPARE(other.snippets(), library.snippets());
    }

    void aBadImportChangesNothingAndSaysWhy_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no json") << QByteArray("\x89PNG");
        QTest::newRow("other json") << QByteArray("[1,2]");
        QTest::newRow("other format") << QByteArray(R"({"format":"x","version":1,"snippets":[]})");
        QTest::newRow("newer") << QByteArray(R"({"format":"glancedesk-snippets","version":2,"snippets":[]})");
        QTest::newRow("bad name") << QByteArray(
            R"({"format":"glancedesk-snippets","version":1,"snippets":[{"name":"ok","title":"","text":"t"},{"name":"a b","title":"","text":"t"}]})");
        QTest::newRow("twice") << QByteArray(
            R"({"format":"glancedesk-snippets","version":1,"snippets":[{"name":"a","title":"","text":"t"},{"name":"A","title":"","text":"t"}]})");
        QTest::newRow("number") << QByteArray(
            R"({"format":"glancedesk-snippets","version":1,"snippets":[{"name":1,"title":"","text":"t"}]})");
    }
    void aBadImportChangesNothingAndSaysWhy() {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath("in.json"), bytes));
        SnippetLibrary library({});
        const auto before = library.snippets();
        QVERIFY(!library.importFrom(folder.filePath("in.json")).problem.isEmpty());
        QVERIFY(!library.importFrom(folder.filePath("missing.json")).problem.isEmpty());
        QCOMPARE(library.snippets(), before);
    }

    void aWriteFailureIsSaidAndKeepsWhatIsThere() {
        const SnippetLibrary library({});
        QVERIFY(!library.exportTo("/proc/nothing/out.json").isEmpty());
        QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath("taken"), "x"));
        SnippetLibrary blocked(folder.filePath("taken"));  // a file where the folder should be
        const auto before = blocked.snippets();
        QVERIFY(!blocked.put({"new", "", "text"}).isEmpty());
        QCOMPARE(blocked.snippets(), before);
    }

    void twoWindowsKeepEachOthersSnippets() {
        QTemporaryDir folder;
        SnippetLibrary one(folder.path());
        SnippetLibrary two(folder.path());
        QCOMPARE(one.put({"first", "", "1"}), QString());
        QCOMPARE(two.put({"second", "", "2"}), QString());
        const SnippetLibrary again(folder.path());
        QVERIFY(app::indexOf(again.snippets(), "first") >= 0);
        QVERIFY(app::indexOf(again.snippets(), "second") >= 0);
    }
};

QTEST_GUILESS_MAIN(SnippetLibraryTest)
#include "snippet_library_test.moc"
