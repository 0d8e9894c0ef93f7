#include "engine/session/prompt_lookup.h"

#include <QTest>

using engine::PromptLookup;

class PromptLookupTest : public QObject {
    Q_OBJECT

 private slots:
    void goesOnAsTheTextWentOnBefore() {
        PromptLookup lookup({1, 2, 3, 4, 5, 9, 1, 2, 3});
        QCOMPARE(lookup.guess(2), (std::vector<int>{4, 5}));
        lookup.add(4);
        QCOMPARE(lookup.guess(3), (std::vector<int>{5, 9, 1}));
    }

    void newTextGivesNoGuess() {
        PromptLookup lookup({1, 2, 3, 4, 5, 6});
        QVERIFY(lookup.guess(4).empty());
        lookup.add(7);
        QVERIFY(lookup.guess(4).empty());
    }

    void theNewestPlaceDecides() {
        const PromptLookup lookup({1, 2, 3, 1, 2, 4, 8, 1, 2});
        QCOMPARE(lookup.guess(1), std::vector<int>{4});
    }

    void aLongerMatchGoesBeforeANewerOne() {
        const PromptLookup lookup({5, 1, 2, 3, 1, 2, 4, 5, 1, 2});
        QCOMPARE(lookup.guess(1), std::vector<int>{3});
    }

    void knowsHowOftenItWasRight() {
        std::vector<int> song;
        for (int i = 0; i < 50; ++i)
            song.push_back(i % 5);
        PromptLookup right(song);
        PromptLookup wrong(song);
        for (int i = 50; i < 80; ++i) {
            right.add(i % 5);
            wrong.add(i % 2 == 0 ? 100 + i : i % 5);
        }
        QVERIFY(right.hitRate() > 0.9);
        QVERIFY(wrong.hitRate() < right.hitRate());
    }

    void emptyTextIsFine() {
        PromptLookup lookup({});
        QVERIFY(lookup.guess(4).empty());
        lookup.add(1);
        QVERIFY(lookup.guess(4).empty());
    }
};

QTEST_GUILESS_MAIN(PromptLookupTest)
#include "prompt_lookup_test.moc"
