#pragma once

#include <QList>
#include <QWidget>

namespace ui {

/// How fast text came during the last minute, as a small filled line. One value a second; hidden until there
/// is one above zero.
class SpeedPlot final : public QWidget {
    Q_OBJECT

 public:
    explicit SpeedPlot(QWidget* parent = nullptr);

    void add(double perSecond);
    const QList<double>& values() const { return m_values; }

 protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();

    QList<double> m_values;
};

}  // namespace ui
