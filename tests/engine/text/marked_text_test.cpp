#include "engine/text/marked_text.h"

#include <QtTest>

using engine::MarkedText;
using engine::Origin;
using engine::Span;

class MarkedTextTest : public QObject {
    Q_OBJECT

 private slots:
    void keepsWhoWroteWhat() {
        MarkedText text("<|user|>");
        text.append("hello", Origin::User);
        text.append(" there", Origin::User);
        text.append("<|assistant|>", Origin::Template);
        QCOMPARE(text.userSpans, (std::vector<Span>{{8, 19}}));
        QVERIFY(text.isTemplates(0, 8));
        QVERIFY(!text.isTemplates(0, 9));
        QVERIFY(!text.isTemplates(18, 20));
        QVERIFY(text.isTemplates(19, text.text.size()));
    }

    void slicesCarryTheirMarks() {
        MarkedText text("ab");
        text.append("cdef", Origin::User);
        text.append("gh", Origin::Template);
        text.append("ij", Origin::User);
        const MarkedText middle = text.slice(3, 9);
        QCOMPARE(middle.text, std::string("defghi"));
        QCOMPARE(middle.userSpans, (std::vector<Span>{{0, 3}, {5, 6}}));
        QVERIFY(text.slice(6, 8).userSpans.empty());
        QVERIFY(text.slice(4, 4).userSpans.empty());
    }

    void canBeAppendedToItself() {
        MarkedText text("a");
        text.append("b", Origin::User);
        text.append(text);
        QCOMPARE(text.text, std::string("abab"));
        QCOMPARE(text.userSpans, (std::vector<Span>{{1, 2}, {3, 4}}));
    }
};

QTEST_GUILESS_MAIN(MarkedTextTest)
#include "marked_text_test.moc"
