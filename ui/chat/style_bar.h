#pragma once

#include <QWidget>

#include "app/chat/answer_style.h"

class QToolButton;

namespace ui {

/// Tone, language and length of the answers of this conversation, one button each.
class StyleBar final : public QWidget {
    Q_OBJECT

 public:
    explicit StyleBar(QWidget* parent = nullptr);

    void show(const app::AnswerStyle& style);

 signals:
    /// By the agent.
    void chosen(const app::AnswerStyle& style);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    /// A choice among words; `value` is its place.
    struct Part {
        QToolButton* button;
        const char* title;
        QList<const char*> words;
        int value = 0;
    };
    void addPart(const char* name, const char* title, const QList<const char*>& words);
    void choose(int part, int value);
    void retranslate();

    QList<Part> m_parts;
};

}  // namespace ui
