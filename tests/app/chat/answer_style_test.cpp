#include "app/chat/answer_style.h"

#include <QtTest>

using app::AnswerLanguage;
using app::AnswerLength;
using app::AnswerStyle;
using app::Tone;

class AnswerStyleTest final : public QObject {
    Q_OBJECT

 private slots:
    void everyStyleComesBackFromItsWords() {
        for (int tone = 0; tone < 4; ++tone) {
            for (int language = 0; language < 3; ++language) {
                for (int length = 0; length < 3; ++length) {
                    const AnswerStyle style{static_cast<Tone>(tone), static_cast<AnswerLanguage>(language),
                                            static_cast<AnswerLength>(length)};
                    QCOMPARE(app::styleFrom(app::wordsOf(style)), style);
                }
            }
        }
    }

    void wordsThatMakeNoSenseLeaveItToTheModel() {
        for (const char* words : {"", "x", "friendly/zh/huge/more", "//", "loud/fr/long"}) {
            const AnswerStyle style = app::styleFrom(words);
            QCOMPARE(style.length, AnswerLength::AsIs);
            QVERIFY(style.tone == Tone::AsIs || style.tone == Tone::Friendly);
        }
    }

    void nothingIsSaidWhenAllIsLeftToTheModel() {
        QVERIFY(app::instructionsOf({}, true).isEmpty());
        QVERIFY(app::instructionsOf({}, false).isEmpty());
        QVERIFY(app::wordsOf({}).isEmpty());
    }

    void theModelIsToldInTheLanguageOfTheAnswer() {
        const auto hasChinese = [](const QString& text) {
            return std::any_of(text.begin(), text.end(),
                               [](QChar c) { return c.script() == QChar::Script_Han; });
        };
        AnswerStyle style{Tone::Friendly, AnswerLanguage::AsAsked, AnswerLength::Short};
        QVERIFY(hasChinese(app::instructionsOf(style, true)));
        QVERIFY(!hasChinese(app::instructionsOf(style, false)));
        style.language = AnswerLanguage::English;
        QVERIFY(app::instructionsOf(style, true).startsWith("Answer in English."));
        style.language = AnswerLanguage::Chinese;
        QVERIFY(app::instructionsOf(style, false).startsWith(QString("请用中文回答。")));
    }
};

QTEST_GUILESS_MAIN(AnswerStyleTest)
#include "answer_style_test.moc"
