#pragma once

#include <optional>

#include <QDateTime>
#include <QObject>

#include "app/snippets/snippet.h"

namespace app {

/// The agent's snippets, in snippets.json of the data folder; the starter set of the language as long as
/// nothing was changed. What cannot be written is said and changes nothing. Main thread.
class SnippetLibrary final : public QObject {
    Q_OBJECT

 public:
    /// `dataFolder` empty: in memory, for tests. A damaged file is set aside, see `problem`.
    explicit SnippetLibrary(const QString& dataFolder, QObject* parent = nullptr);

    const Snippets& snippets() const { return m_snippets; }
    /// One sentence when the file was damaged at the start.
    const QString& problem() const { return m_problem; }

    /// Adds one, or takes the place of the one that was called `oldName`. Returns one sentence when it
    /// can't be.
    QString put(const Snippet& snippet, const QString& oldName = {});
    QString remove(const QString& name);
    /// Adds those of the starter set whose names are free.
    QString addStarters();

    struct Imported {
        int added = 0;
        int replaced = 0;
        QString problem;
    };
    /// Those of the same name are replaced; a file that isn't whole changes nothing.
    Imported importFrom(const QString& file);
    QString exportTo(const QString& file) const;

    /// In the interface's language.
    static Snippets starters();

 public slots:
    /// After a change of the language.
    void followLanguage();

 signals:
    void changed();

 private:
    void read();
    void refresh();
    QString write(const Snippets& next);
    std::optional<QDateTime> stamp() const;

    QString m_file;
    Snippets m_snippets;
    QString m_problem;
    bool m_isOwn = false;  ///< of the file, not the starter set
    std::optional<QDateTime> m_stamp;
};

/// By name, without regard to case; -1: none.
int indexOf(const Snippets& snippets, const QString& name);

}  // namespace app
