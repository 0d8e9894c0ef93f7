#include "ui/picture_desk.h"

#include <QRegularExpression>
#include <QTime>
#include <QWidget>

#include "app/chat/chat_service.h"
#include "app/images/answer_boxes.h"
#include "app/images/picture_costs.h"
#include "app/services.h"
#include "ui/actions.h"
#include "ui/capture/capture_button.h"
#include "ui/chat/attachment_cost.h"
#include "ui/chat/chat_view.h"
#include "ui/chat/composer.h"
#include "ui/common/banner.h"
#include "ui/viewer/picture_editor.h"
#include "ui/viewer/picture_viewer.h"

namespace ui {

namespace {

struct TurnPlace {
    SpokenPlace place;
    int turn;
    QStringList words;  ///< to be marked in the answer
};

/// What may be found as it stands: Markdown's marks are not in what is shown.
QString longestPlainPart(const QString& sentence) {
    static const QRegularExpression marks(QStringLiteral("[*_`|#]+"));
    QString longest;
    for (const QString& part : sentence.split(marks)) {
        if (part.trimmed().size() > longest.size()) longest = part.trimmed();
    }
    return longest;
}

/// In the answer to the pictures' question and in those that follow, until other pictures come.
QList<TurnPlace> placesOn(const QList<app::Turn>& turns, int first) {
    QList<TurnPlace> places;
    const auto count = static_cast<int>(turns[first].pictures.size());
    for (int turn = first; turn < turns.size(); ++turn) {
        if (turn > first && !turns[turn].pictures.isEmpty()) break;
        for (const app::AnswerBox& box : app::answerBoxes(turns[turn].answer)) {
            const int picture = box.picture >= 1 && box.picture <= count ? box.picture - 1 : 0;
            QStringList words{box.notation, longestPlainPart(box.sentence)};
            words.removeAll(QString());
            places += {{picture, box.place, box.sentence}, turn, words};
        }
    }
    return places;
}

}  // namespace

PictureDesk::PictureDesk(const WindowParts& parts)
    : QObject(parts.window), m_parts(parts), m_capture(*parts.window) {
    connect(parts.composer, &Composer::openRequested, this,
            [this](int ticket) { editAttachment(ticket, Start::Redacting); });
    connectCapture();
    connectCost();
}

void PictureDesk::connectCost() {
    Composer& composer = *m_parts.composer;
    auto* cost = new AttachmentCost(composer.attachments(), composer.edit(), m_parts.services.pictureCosts());
    composer.addBelowPictures(cost);
    connect(cost, &AttachmentCost::cropRequested, this,
            [this](int ticket) { editAttachment(ticket, Start::Cropping); });
}

void PictureDesk::showPictures(int turn, int picture) {
    const QList<app::Turn>& turns = m_parts.services.chat().conversation().turns;
    if (turn < 0 || turn >= turns.size() || turns[turn].pictures.isEmpty()) return;
    auto* viewer = new PictureViewer(turns[turn].pictures, picture, m_parts.window);
    const QList<TurnPlace> found = placesOn(turns, turn);
    QList<SpokenPlace> places;
    for (const TurnPlace& one : found)
        places += one.place;
    viewer->setPlaces(places);
    connect(viewer, &PictureViewer::placeChosen, m_parts.chat,
            [this, found](int place) { m_parts.chat->showTurn(found[place].turn, found[place].words); });
    viewer->open();
}

void PictureDesk::connectCapture() {
    Actions& actions = *m_parts.actions;
    m_parts.composer->addTool(new CaptureButton(*actions.get(ActionId::CaptureRegion),
                                                *actions.get(ActionId::CaptureWindow),
                                                *actions.get(ActionId::CaptureScreen)));
    connect(&m_capture, &ScreenCapture::captured, this, [this](const QImage& image) {
        const QString time = QTime::currentTime().toString(QStringLiteral("HH.mm.ss"));
        m_parts.composer->attachments().add(DroppedImage{image, tr("Screenshot %1").arg(time)});
        m_parts.composer->setFocus();
    });
    connect(&m_capture, &ScreenCapture::failed, this,
            [this](const QString& sentence) { m_parts.banner->showSentence(BannerKind::Problem, sentence); });
}

void PictureDesk::editAttachment(int ticket, Start start) {
    const Attachment* attachment = m_parts.composer->attachments().find(ticket);
    if (attachment == nullptr || !attachment->isReady) return;
    auto* editor = new PictureEditor(attachment->picture, m_parts.window);
    if (start == Start::Cropping) editor->setTool(EditTool::Crop);
    connect(editor, &PictureEditor::used, this, [this, ticket](const app::PictureEdits& edits) {
        m_parts.composer->attachments().edit(ticket, edits);
        m_parts.composer->setFocus();
        if (!edits.hasRedactions() || !m_parts.composer->isEditing()) return;
        m_parts.banner->showSentence(BannerKind::Notice,
                                     tr("The earlier version of this question still has the picture as it "
                                        "was. Delete the conversation for good if nobody may see it."));
    });
    editor->open();
}

}  // namespace ui
