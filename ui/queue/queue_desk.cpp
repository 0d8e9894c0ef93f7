#include "ui/queue/queue_desk.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/chat/chat_service.h"
#include "app/conversations/conversation_library.h"
#include "app/images/image_importer.h"
#include "app/overloaded.h"
#include "app/queue/work_queue.h"
#include "app/services.h"
#include "app/settings/settings.h"
#include "ui/chat/composer.h"
#include "ui/chat/question_edit.h"
#include "ui/common/banner.h"
#include "ui/queue/queue_start.h"
#include "ui/queue/queue_window.h"

namespace ui {

QueueDesk::QueueDesk(const WindowParts& parts)
    : QObject(parts.window),
      m_parts(parts),
      m_line(new QFrame),
      m_text(new QLabel),
      m_open(new QPushButton),
      m_pause(new QPushButton) {
    makeLine();
    app::WorkQueue& queue = parts.services.queue();
    connect(&parts.composer->attachments(), &Attachments::tooMany, this, &QueueDesk::offer);
    connect(&queue, &app::WorkQueue::changed, this, &QueueDesk::refresh);
    connect(&queue, &app::WorkQueue::itemChanged, this, &QueueDesk::refresh);
    connect(&queue, &app::WorkQueue::failed, this,
            [this](const QString& sentence) { m_parts.banner->showSentence(BannerKind::Problem, sentence); });
    connect(&queue, &app::WorkQueue::kept, &parts.services.library(), &app::ConversationLibrary::noteChange);
    app::ImageImporter& images = parts.services.images();
    connect(&images, &app::ImageImporter::imported, this, [this](int ticket, const app::Picture& picture) {
        if (!m_tickets.contains(ticket)) return;
        m_parts.services.queue().add({picture}, m_tickets.take(ticket));
    });
    connect(&images, &app::ImageImporter::refused, this,
            [this](int ticket, const QString&, const QString& sentence) {
                if (m_tickets.remove(ticket) == 0) return;
                m_parts.banner->showSentence(BannerKind::Problem, sentence);
            });
    refresh();
}

void QueueDesk::makeLine() {
    m_line->setObjectName(QStringLiteral("queueLine"));
    m_text->setObjectName(QStringLiteral("queueText"));
    m_open->setObjectName(QStringLiteral("openQueue"));
    m_pause->setObjectName(QStringLiteral("pauseQueue"));
    auto* row = new QHBoxLayout(m_line);
    row->setContentsMargins(30, 4, 30, 0);
    row->addStretch(1);
    row->addWidget(m_text);
    row->addWidget(m_open);
    row->addWidget(m_pause);
    row->addStretch(1);
    auto* column = static_cast<QVBoxLayout*>(m_parts.composer->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_parts.composer), m_line);
    m_line->installEventFilter(this);  // for a change of language
    connect(m_open, &QPushButton::clicked, this, &QueueDesk::showTable);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        app::WorkQueue& queue = m_parts.services.queue();
        queue.setPaused(!queue.isPaused());
    });
}

bool QueueDesk::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LanguageChange) refresh();
    return QObject::eventFilter(watched, event);
}

void QueueDesk::refresh() {
    const app::WorkQueue& queue = m_parts.services.queue();
    const bool works = queue.left() > 0;
    m_text->setText(tr("Queue: %1").arg(queueText(queue)));
    m_open->setText(tr("Show"));
    m_open->setToolTip(tr("Show the queue and its results"));
    m_open->setAccessibleName(m_open->toolTip());
    m_pause->setText(queue.isPaused() ? tr("Go on") : tr("Pause"));
    m_pause->setToolTip(queue.isPaused() ? tr("Go on with the queue") : tr("Pause the queue"));
    m_pause->setAccessibleName(m_pause->toolTip());
    m_line->setVisible(works);
    if (std::exchange(m_wasWorking, works) && !works && !m_window) {
        m_parts.banner->showSentence(BannerKind::Notice, tr("The queue is done: %1.").arg(queueText(queue)),
                                     tr("Show"), [this] { showTable(); });
    }
}

void QueueDesk::offer(const std::vector<DroppedItem>& items) {
    auto* dialog = new QueueStart(static_cast<int>(items.size()), Attachments::kMost,
                                  m_parts.composer->question(), m_parts.window);
    connect(dialog, &QueueStart::startRequested, this,
            [this, items](const QString& question) { start(items, question); });
    connect(dialog, &QueueStart::attachRequested, this, [this, items] {
        Attachments& attachments = m_parts.composer->attachments();
        for (const DroppedItem& item : items) {
            if (attachments.items().size() < Attachments::kMost) attachments.add(item);
        }
    });
    dialog->open();
}

void QueueDesk::start(const std::vector<DroppedItem>& items, const QString& question) {
    if (question.trimmed() == m_parts.composer->question()) m_parts.composer->edit().clear();
    app::ImageImporter& images = m_parts.services.images();
    for (const DroppedItem& item : items) {
        const int ticket = std::visit(
            app::Overloaded{
                [&](const DroppedFile& file) { return images.addFile(file.path); },
                [&](const DroppedBytes& bytes) { return images.addBytes(bytes.bytes, bytes.name); },
                [&](const DroppedImage& image) { return images.addImage(image.image, image.name); }},
            item);
        m_tickets.insert(ticket, question);
    }
}

void QueueDesk::choosePictures() {
    auto* dialog = new QFileDialog(m_parts.window, tr("Pictures for the queue"));
    dialog->setObjectName(QStringLiteral("queueFiles"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(pictureNameFilters());
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        std::vector<DroppedItem> items;
        for (const QString& file : files)
            items.push_back(DroppedFile{file});
        offer(items);
    });
    dialog->open();
}

void QueueDesk::showTable() {
    if (!m_window) {
        m_window = new QueueWindow(m_parts.services.queue(), m_parts.services.settings().exportPlace(),
                                   m_parts.window);
        connect(m_window, &QueueWindow::addRequested, this, &QueueDesk::choosePictures);
        connect(m_window, &QueueWindow::openRequested, this,
                [this](std::int64_t conversation) { m_parts.services.chat().open(conversation); });
        connect(m_window, &QueueWindow::said, this, [this](const QString& sentence) {
            m_parts.banner->showSentence(BannerKind::Notice, sentence);
        });
    }
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

}  // namespace ui
