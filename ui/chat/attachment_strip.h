#pragma once

#include <QScrollArea>
#include <QTimer>

#include "ui/chat/attachments.h"

class QHBoxLayout;
class QToolButton;

namespace ui {

/// The thumbnails in the composer: each opens large and can be removed; one that is still being opened turns.
class AttachmentStrip final : public QScrollArea {
    Q_OBJECT

 public:
    explicit AttachmentStrip(Attachments& attachments, QWidget* parent = nullptr);

 signals:
    /// Of one that is open.
    void openRequested(int ticket);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    struct Card {
        int ticket = 0;
        bool isReady = false;
        QFrame* frame = nullptr;
        QToolButton* thumbnail = nullptr;
        QToolButton* remove = nullptr;
    };

    void sync();
    void rebuildLabels();
    Card makeCard(const Attachment& attachment, int place);
    void showReady(Card& card, const app::Picture& picture);
    void turn();

    Attachments& m_attachments;
    QWidget* m_body;
    QHBoxLayout* m_row;
    QList<Card> m_cards;
    QTimer m_spinner;
    int m_step = 0;
};

}  // namespace ui
