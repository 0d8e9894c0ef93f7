#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace ui {

/// A path that can be typed or chosen.
class PathField final : public QWidget {
    Q_OBJECT

 public:
    enum class Kind { Folder, File };
    PathField(Kind kind, const char* name, const QString& dialogTitle);

    QString path() const;
    void setPath(const QString& path);
    void setPlaceholder(const QString& words);
    /// Of the field for typing.
    void setFieldName(const QString& words);

 signals:
    /// A path was chosen, or typed to its end.
    void edited();

 private:
    void choose();

    Kind m_kind;
    QString m_dialogTitle;
    QLineEdit* m_edit;
    QToolButton* m_choose;
};

}  // namespace ui
