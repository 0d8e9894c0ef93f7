#pragma once

#include <QList>
#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

/// What an empty conversation shows: what to do, and three screenshots to try.
class WelcomePage final : public QWidget {
    Q_OBJECT

 public:
    /// `samples` is the folder of the screenshots; those that are missing aren't offered.
    explicit WelcomePage(const QString& samples, QWidget* parent = nullptr);

 signals:
    void sampleChosen(const QString& file, const QString& question);

 protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void retranslate();
    void fitCards();
    void addSample(const QString& folder, const char* file, const char* caption, const char* question);

    struct Sample {
        QToolButton* button = nullptr;
        const char* caption = nullptr;
        const char* question = nullptr;
    };

    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_samplesTitle;
    QWidget* m_cards;
    QList<Sample> m_samples;
};

}  // namespace ui
