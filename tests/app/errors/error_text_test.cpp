#include "app/errors/error_text.h"

#include <QRegularExpression>
#include <QtTest>

#include "app/language.h"
#include "engine/error.h"

namespace {

using engine::ErrorCode;

constexpr int codes = static_cast<int>(ErrorCode::Internal) + 1;

engine::Error fullError(int code) {
    return {static_cast<ErrorCode>(code), "/models/glm/file.json", "the detail", {4321, 1234}};
}

bool hasChinese(const QString& text) {
    return text.contains(QRegularExpression("\\p{Han}"));
}

}  // namespace

class ErrorTextTest final : public QObject {
    Q_OBJECT

 private slots:
    void cleanup() { app::installLanguage(*QCoreApplication::instance(), app::Language::English); }

    void everyCodeHasASentenceOfItsOwnInBothLanguages_data() {
        QTest::addColumn<int>("language");
        QTest::newRow("English") << int(app::Language::English);
        QTest::newRow("Chinese") << int(app::Language::Chinese);
    }
    void everyCodeHasASentenceOfItsOwnInBothLanguages() {
        QFETCH(int, language);
        app::installLanguage(*QCoreApplication::instance(), app::Language(language));
        const bool chinese = app::Language(language) == app::Language::Chinese;
        QSet<QString> sentences;
        for (int code = 0; code < codes; ++code) {
            const QString sentence = app::errorText(fullError(code));
            const QByteArray where = "code " + QByteArray::number(code) + ": " + sentence.toUtf8();
            QVERIFY2(sentence.size() > 10, where.constData());
            QVERIFY2(!sentence.contains(QRegularExpression("%\\d")), where.constData());
            QVERIFY2(sentence.endsWith(chinese ? "。" : "."), where.constData());
            QCOMPARE(hasChinese(sentence), chinese);
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), codes);
    }

    void aCardThatIsTooSmallNamesTheWeightsThatFit_data() {
        QTest::addColumn<qint64>("eight");
        QTest::addColumn<qint64>("four");
        QTest::addColumn<QString>("named");
        QTest::newRow("int8 fits") << qint64{8000} << qint64{5000} << "choose int8 weights";
        QTest::newRow("int4 fits") << qint64{12000} << qint64{5000} << "choose int4 weights";
        QTest::newRow("neither") << qint64{12000} << qint64{11000} << "choose the processor";
    }
    void aCardThatIsTooSmallNamesTheWeightsThatFit() {
        QFETCH(qint64, eight);
        QFETCH(qint64, four);
        QFETCH(QString, named);
        const engine::Error error{
            ErrorCode::OutOfMemory, "cuda:0 (L4)", "the weights in bfloat16", {20000, 9000, eight, four}};
        const QString sentence = app::errorText(error);
        QVERIFY2(sentence.contains(named), qUtf8Printable(sentence));
        QVERIFY(sentence.contains("cuda:0 (L4)"));
        app::installLanguage(*QCoreApplication::instance(), app::Language::Chinese);
        QVERIFY(hasChinese(app::errorText(error)));
    }

    void aCardThatIsNotThereIsNamed() {
        const engine::Error error{ErrorCode::BadRequest, "cuda:7", "device", {}};
        QCOMPARE(app::errorText(error), "There is no card cuda:7 here that can be used: choose auto or cpu.");
        app::installLanguage(*QCoreApplication::instance(), app::Language::Chinese);
        QVERIFY(hasChinese(app::errorText(error)));
    }

    void aSentenceAboutAFileNamesIt() {
        for (const ErrorCode code :
             {ErrorCode::FolderMissing, ErrorCode::FolderEmpty, ErrorCode::FileMissing,
              ErrorCode::FileUnreadable, ErrorCode::FileCut, ErrorCode::BadJson, ErrorCode::BadHeader,
              ErrorCode::TensorOutOfFile, ErrorCode::TensorOverlap, ErrorCode::TensorMissing,
              ErrorCode::TensorUnexpected, ErrorCode::TensorShape, ErrorCode::TensorType,
              ErrorCode::ConfigUnsupported, ErrorCode::TokenizerUnsupported, ErrorCode::TemplateMissing,
              ErrorCode::TemplateUnsupported, ErrorCode::TemplateFailed, ErrorCode::WriteFailed}) {
            const QString sentence = app::errorText(fullError(int(code)));
            QVERIFY2(sentence.contains("/models/glm/file.json"), qPrintable(sentence));
        }
    }

    void numbersAreSaid() {
        const QString sentence = app::errorText(fullError(int(ErrorCode::PromptTooLong)));
        QVERIFY(sentence.contains("4,321") && sentence.contains("1,234"));
    }

    void aDetailWithPlaceMarksIsTakenAsItIs() {
        const QString sentence = app::errorText({ErrorCode::BadJson, "/a/%2/b.json", "%1 and %2", {}});
        QVERIFY2(sentence.contains("/a/%2/b.json") && sentence.contains("(%1 and %2)"), qPrintable(sentence));
    }

    void missingFieldsLeaveNoHole() {
        for (int code = 0; code < codes; ++code) {
            const QString sentence = app::errorText({static_cast<ErrorCode>(code), {}, {}, {}});
            QVERIFY2(!sentence.contains(QRegularExpression("%\\d|\\(\\)")), qPrintable(sentence));
        }
    }
};

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "error_text_test.moc"
