#pragma once

#include <QFrame>

#include "ui/chat/attachments.h"

class QLabel;
class QMimeData;
class QToolButton;

namespace ui {

class AttachmentStrip;
class QuestionEdit;

/// Where the next question is written and its pictures lie. Everything stays until the question was taken.
class Composer final : public QWidget {
    Q_OBJECT

 public:
    explicit Composer(app::ImageImporter& importer, QWidget* parent = nullptr);

    QString question() const;
    QList<app::Picture> pictures() const { return m_attachments->pictures(); }
    Attachments& attachments() const { return *m_attachments; }
    QuestionEdit& edit() const { return *m_edit; }

    void addFiles(const QStringList& files);
    /// Takes what was dropped or pasted: pictures beside the question, text into it.
    void take(const QMimeData& source);
    void suggest(const QString& question);

 public slots:
    void clear();
    void setBusy(bool busy);
    /// As Enter does: sends now, or as soon as the pictures are open.
    void send();

 signals:
    void sendRequested();
    void stopRequested();
    void attachRequested();
    void openRequested(const app::Picture& picture);
    void refused(const QString& sentence);
    void noticed(const QString& sentence);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void layOut();
    void retranslate();
    void refresh();
    bool hasContents() const;

    Attachments* m_attachments;
    QFrame* m_card;
    AttachmentStrip* m_strip;
    QuestionEdit* m_edit;
    QToolButton* m_attach;
    QToolButton* m_send;
    QLabel* m_hint;
    bool m_busy = false;
    bool m_sendWhenOpen = false;
};

}  // namespace ui
