#pragma once

#include <QListView>

class QStandardItemModel;

namespace ui {

/// One line of a list to choose from: what it is, and quietly what it is for or how else to get there.
struct Choice {
    QString text;
    QString detail;
    QString icon;  ///< of resources/icons; may be empty
};

/// A list that somebody else's keys move through: the field that filters it keeps the focus.
class ChoiceList final : public QListView {
    Q_OBJECT

 public:
    explicit ChoiceList(QWidget* parent = nullptr);

    /// The first one becomes the current one.
    void setChoices(const QList<Choice>& choices);
    int count() const;
    /// -1: none.
    int current() const;
    /// By rows; past an end it goes on at the other.
    void step(int rows);
    /// Of so many rows, in pixels.
    int heightFor(int rows) const;

 signals:
    void chosen(int row);

 protected:
    bool viewportEvent(QEvent* event) override;

 private:
    QStandardItemModel* m_model;
};

}  // namespace ui
