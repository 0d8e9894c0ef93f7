#pragma once

#include <QFrame>

#include "ui/chat/attachments.h"

class QHBoxLayout;
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

    /// Something that stands beside the attach button.
    void addTool(QWidget* tool);
    void addFiles(const QStringList& files);
    /// Something about the pictures, right below them.
    void addBelowPictures(QWidget* widget);
    /// Takes what was dropped or pasted: pictures beside the question, text into it.
    void take(const QMimeData& source);
    void suggest(const QString& question);
    /// Text as a quotation above what is being written.
    void quote(const QString& text);
    /// An earlier question to change; what was being written comes back afterwards.
    void beginEdit(int turn, const QString& question, const QList<app::Picture>& pictures);
    bool isEditing() const { return m_editedTurn >= 0; }
    int editedTurn() const { return m_editedTurn; }

 public slots:
    /// After sending; ends an edit.
    void clear();
    void cancelEdit();
    void setBusy(bool busy);
    /// As Enter does: sends now, or as soon as the pictures are open.
    void send();

 signals:
    void sendRequested();
    /// Words or pictures changed.
    void edited();
    void stopRequested();
    void attachRequested();
    void openRequested(int ticket);
    void refused(const QString& sentence);
    void noticed(const QString& sentence);

 protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void layOut();
    void fill(const QString& text, const QList<app::Picture>& pictures);
    void retranslate();
    void refresh();
    bool hasContents() const;

    Attachments* m_attachments;
    QFrame* m_card;
    AttachmentStrip* m_strip;
    QuestionEdit* m_edit;
    QToolButton* m_attach;
    QToolButton* m_send;
    QHBoxLayout* m_tools;  ///< between them
    QLabel* m_hint;
    QFrame* m_editBar;
    QLabel* m_editLabel;
    QToolButton* m_editCancel;
    int m_editedTurn = -1;
    QString m_asideText;  ///< what was being written before an edit
    QList<app::Picture> m_asidePictures;
    bool m_busy = false;
    bool m_sendWhenOpen = false;
};

}  // namespace ui
