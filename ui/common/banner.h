#pragma once

#include <functional>

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui {

enum class BannerKind { Notice, Problem };

/// One sentence across the window, with at most one button and a way to dismiss it. What comes later replaces
/// what is there, except that a notice never covers a problem.
class Banner final : public QFrame {
    Q_OBJECT

 public:
    explicit Banner(QWidget* parent = nullptr);

    void showSentence(BannerKind kind, const QString& sentence);
    void showSentence(BannerKind kind, const QString& sentence, const QString& button,
                      std::function<void()> onClick);
    QString sentence() const;
    BannerKind kind() const { return m_kind; }

 public slots:
    void dismiss();

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();

    BannerKind m_kind = BannerKind::Notice;
    std::function<void()> m_onClick;
    QLabel* m_icon;
    QLabel* m_label;
    QPushButton* m_button;
    QToolButton* m_close;
};

}  // namespace ui
