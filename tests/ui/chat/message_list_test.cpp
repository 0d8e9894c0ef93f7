#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

#include "ui/chat/message_list_model.h"
#include "ui/chat/message_list_view.h"
#include "ui/chat/row_heights.h"
#include "ui/chat/state_text.h"

using ui::MessageListModel;
using ui::MessageListView;
using ui::PartType;

namespace {

app::Turn turnOf(std::int64_t id, const QString& question, const QString& answer) {
    app::Turn turn;
    turn.id = id;
    turn.question = question;
    turn.answer = answer;
    turn.state = app::TurnState::Done;
    return turn;
}

app::Picture pictureOf(const QColor& color) {
    app::Picture picture;
    picture.name = "shot.png";
    picture.image = QImage(320, 200, QImage::Format_RGB32);
    picture.image.fill(color);
    picture.thumbnail = picture.image.scaled(256, 160);
    return picture;
}

app::Conversation longConversation(int turns) {
    app::Conversation conversation;
    for (int i = 0; i < turns; ++i) {
        conversation.turns +=
            turnOf(i + 1, QString("Question %1").arg(i),
                   QString("## Answer %1\n\n1. one\n2. two\n\n`code` and text. ").arg(i).repeated(3));
    }
    return conversation;
}

struct Shown {
    explicit Shown(app::Conversation c) : conversation(std::move(c)), model(conversation) {
        view.resize(700, 500);
        view.setModel(&model);
        view.show();
    }
    /// The text of the page around a point, found by marking it with the mouse.
    QPoint pointIn(int row, const QRect& part) const {
        return view.visualRect(model.index(row)).topLeft() + part.center();
    }
    app::Conversation conversation;
    MessageListModel model;
    MessageListView view;
};

}  // namespace

class MessageListTest final : public QObject {
    Q_OBJECT

 private slots:
    void aShortQuestionStaysInASmallBubble_data() {
        QTest::addColumn<int>("turns");
        QTest::newRow("alone") << 1;
        QTest::newRow("beside a scroll bar") << 30;
    }
    void aShortQuestionStaysInASmallBubble() {
        QFETCH(int, turns);
        app::Conversation conversation = longConversation(turns);
        conversation.turns.last().question = "Why?";
        Shown shown(conversation);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
        QCOMPARE(shown.view.verticalScrollBar()->maximum() > 0, turns > 1);
        const auto bubbleWidth = [&] {
            const QImage image = shown.view.viewport()->grab().toImage();
            const int y = shown.view.visualRect(shown.model.index(2 * turns - 2)).center().y();
            const QRgb ground = image.pixel(1, y);
            int first = 0;
            int last = image.width() - 1;
            while (first < last && image.pixel(first, y) == ground)
                ++first;
            while (last > first && image.pixel(last, y) == ground)
                --last;
            return last - first;
        };
        const int width = bubbleWidth();
        QVERIFY2(width > 20 && width < 150, qPrintable(QString::number(width)));
        for (const int view : {640, 900, 700}) {
            shown.view.resize(view, 500);
            QCOMPARE(bubbleWidth(), width);
        }
    }

    void aStreamingAnswerChangesOneRow() {
        app::Conversation conversation = longConversation(3);
        MessageListModel model(conversation);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        conversation.turns.last().answer += "more";
        model.changeTurn(2);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 5);
        QCOMPARE(changed.first().at(1).toModelIndex().row(), 5);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.index(5).data().toString(), conversation.turns.last().answer);
    }

    void aTurnIsTwoRows() {
        app::Conversation conversation;
        MessageListModel model(conversation);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        conversation.turns += turnOf(1, "q", "a");
        model.addTurn(0);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), QString("You: q"));
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QString("Answer: a"));
        conversation.turns.clear();
        model.reset();
        QCOMPARE(model.rowCount(), 0);
    }

    void statesAreSaidInWords() {
        app::Turn turn = turnOf(1, "q", "");
        turn.state = app::TurnState::Seeing;
        turn.progress = 0.425;
        QCOMPARE(ui::stateText(turn), QString("Looking at the picture… 43%"));
        turn.state = app::TurnState::Waiting;
        QVERIFY(!ui::stateText(turn).isEmpty());
        turn.state = app::TurnState::Stopped;
        QCOMPARE(ui::stateText(turn), QString("Stopped"));
        turn.state = app::TurnState::Failed;
        turn.problem = "The memory does not suffice.";
        QVERIFY(ui::spokenAnswer(turn).contains(turn.problem));
    }

    void heightsAddUp() {
        ui::RowHeights heights;
        heights.assign({10, 20, 30});
        heights.append(5);
        QCOMPARE(heights.total(), 65);
        QCOMPARE(heights.setHeight(1, 25), 5);
        QCOMPARE(heights.top(2), 35);
        QCOMPARE(heights.rowAt(-3), 0);
        QCOMPARE(heights.rowAt(34), 1);
        QCOMPARE(heights.rowAt(35), 2);
        QCOMPARE(heights.rowAt(1000), 4);
    }

    void followsTheEndUnlessScrolledUp() {
        Shown shown(longConversation(10));
        QScrollBar* bar = shown.view.verticalScrollBar();
        QVERIFY(shown.view.isFollowing());
        QCOMPARE(bar->value(), bar->maximum());
        shown.conversation.turns.last().answer += QString("\n\nmore text").repeated(40);
        shown.model.changeTurn(9);
        QCOMPARE(bar->value(), bar->maximum());

        QSignalSpy following(&shown.view, &MessageListView::followingChanged);
        bar->setValue(bar->maximum() / 2);
        QVERIFY(!shown.view.isFollowing());
        QCOMPARE(following.count(), 1);
        const int before = bar->value();
        shown.conversation.turns.last().answer += QString("\n\nand more").repeated(40);
        shown.model.changeTurn(9);
        QCOMPARE(bar->value(), before);

        shown.view.followEnd();
        QCOMPARE(bar->value(), bar->maximum());
        QVERIFY(shown.view.isFollowing());
    }

    void aNewQuestionGoesToTheEnd() {
        Shown shown(longConversation(10));
        shown.view.verticalScrollBar()->setValue(0);
        shown.conversation.turns += turnOf(99, "new", "");
        shown.model.addTurn(10);
        QVERIFY(shown.view.isFollowing());
        QCOMPARE(shown.view.verticalScrollBar()->value(), shown.view.verticalScrollBar()->maximum());
    }

    void rowsNeverOverlapAndEveryRowCanBeReached() {
        Shown shown(longConversation(200));
        QScrollBar* bar = shown.view.verticalScrollBar();
        bar->setValue(0);
        int last = -1;
        for (int step = 0; step < 2000 && bar->value() < bar->maximum(); ++step) {
            const QModelIndex top = shown.view.indexAt({10, 1});
            QVERIFY(top.row() >= last);
            QVERIFY(top.row() <= last + 2 || last < 0);
            last = top.row();
            bar->setValue(bar->value() + 150);
        }
        QCOMPARE(bar->value(), bar->maximum());
        for (int row = 1; row < shown.model.rowCount(); ++row) {
            QCOMPARE(shown.view.visualRect(shown.model.index(row)).top(),
                     shown.view.visualRect(shown.model.index(row - 1)).bottom() + 1);
        }
    }

    void scrollingUpIntoUnseenMessagesDoesNotJump() {
        Shown shown(longConversation(100));
        QScrollBar* bar = shown.view.verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        for (int step = 0; step < 60; ++step) {
            const QModelIndex seen = shown.view.indexAt({10, 200});
            const int before = shown.view.visualRect(seen).bottom();
            const int target = bar->value() - 40;
            bar->setValue(target);
            const int moved = shown.view.visualRect(seen).bottom() - before;
            QVERIFY2(moved >= 38 && moved <= 42, qPrintable(QString::number(moved)));
        }
    }

    void textIsMarkedWithTheMouseAndCopied() {
        Shown shown({1, {turnOf(1, "question", "plain **bold** text")}});
        QSignalSpy copied(&shown.view, &MessageListView::copyRequested);
        const QRect row = shown.view.visualRect(shown.model.index(1));
        const QPoint start = row.topLeft() + QPoint(0, 26);
        QTest::mousePress(shown.view.viewport(), Qt::LeftButton, {}, start + QPoint(70, 0));
        QMouseEvent move(QEvent::MouseMove, start + QPoint(680, 0),
                         shown.view.viewport()->mapToGlobal(start + QPoint(680, 0)), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(shown.view.viewport(), &move);
        QTest::mouseRelease(shown.view.viewport(), Qt::LeftButton, {}, start + QPoint(680, 0));
        QVERIFY2(QString("plain bold text").endsWith(shown.view.selectedText()) &&
                     shown.view.selectedText().size() > 3,
                 qPrintable(shown.view.selectedText()));
        QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.count(), 1);
        QCOMPARE(copied.first().at(1).toString(), shown.view.selectedText());
    }

    void aPictureOpensByClickAndByEnter() {
        app::Turn turn = turnOf(1, "what is this?", "a light");
        turn.pictures = {pictureOf(Qt::red), pictureOf(Qt::green)};
        Shown shown({1, {turn}});
        QSignalSpy opened(&shown.view, &MessageListView::pictureActivated);
        QPoint second;
        for (int x = shown.view.viewport()->width() - 1; x > 0 && second.isNull(); x -= 4) {
            const QPoint point(x, 60);
            const auto hit =
                shown.view.messages().hit(shown.model.index(0), shown.view.viewport()->width(),
                                          point - shown.view.visualRect(shown.model.index(0)).topLeft());
            if (hit.kind == ui::MessageHit::Kind::Picture) {
                QCOMPARE(hit.picture, 1);  // from the right, the last comes first
                second = point;
            }
        }
        QVERIFY(!second.isNull());
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().at(1).toInt(), 1);
        shown.view.setCurrentIndex(shown.model.index(0));
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
    }

    void thinkingOpensAndCloses() {
        app::Turn turn = turnOf(1, "q", "the answer");
        turn.thinking = QString("first I look at the light\n").repeated(10);
        Shown shown({1, {turn}});
        const QModelIndex answer = shown.model.index(1);
        const int closed = shown.view.visualRect(answer).height();
        shown.view.toggleThinking(answer);
        QVERIFY(shown.view.visualRect(answer).height() > closed + 100);
        shown.view.toggleThinking(answer);
        QCOMPARE(shown.view.visualRect(answer).height(), closed);
    }

    void anAnswerThatIsReplacedLeavesNothingBehind() {
        Shown shown({1, {turnOf(1, "q", QString("long line\n\n").repeated(100))}});
        const int tall = shown.view.visualRect(shown.model.index(1)).height();
        shown.conversation.turns[0].answer = "short";
        shown.model.changeTurn(0);
        QVERIFY(shown.view.visualRect(shown.model.index(1)).height() < tall / 4);
        QVERIFY(!shown.view.grab().isNull());
    }

    void keysGoFromMessageToMessage() {
        Shown shown(longConversation(5));
        shown.view.setCurrentIndex(shown.model.index(9));
        QTest::keyClick(&shown.view, Qt::Key_Up);
        QCOMPARE(shown.view.currentIndex().row(), 8);
        QTest::keyClick(&shown.view, Qt::Key_Home);
        QCOMPARE(shown.view.currentIndex().row(), 0);
        QCOMPARE(shown.view.verticalScrollBar()->value(), 0);
        QTest::keyClick(&shown.view, Qt::Key_End);
        QCOMPARE(shown.view.currentIndex().row(), 9);
        QVERIFY(shown.view.isFollowing());
    }
};

QTEST_MAIN(MessageListTest)
#include "message_list_test.moc"
