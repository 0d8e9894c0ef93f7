#include "app/snippets/snippet_library.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <spdlog/spdlog.h>

#include "app/snippets/snippet_json.h"

namespace app {
namespace {

constexpr qint64 mostBytes = 16 << 20;

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw SnippetError(SnippetLibrary::tr("%1 cannot be read: %2.")
                               .arg(QDir::toNativeSeparators(path), file.errorString()));
    if (file.size() > mostBytes)
        throw SnippetError(SnippetLibrary::tr("%1 is too large for a list of snippets.")
                               .arg(QDir::toNativeSeparators(path)));
    return file.readAll();
}

QString save(const QString& path, const Snippets& snippets) {
    const QByteArray bytes = toJson(snippets);
    QSaveFile file(path);  // writes beside it, syncs and renames
    file.setDirectWriteFallback(false);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return {};
    return SnippetLibrary::tr("%1 cannot be written (%2): free disk space or check the folder's permissions.")
        .arg(QDir::toNativeSeparators(path), file.errorString());
}

}  // namespace

int indexOf(const Snippets& snippets, const QString& name) {
    for (int i = 0; i < snippets.size(); ++i) {
        if (snippets[i].name.compare(name, Qt::CaseInsensitive) == 0) return i;
    }
    return -1;
}

SnippetLibrary::SnippetLibrary(const QString& dataFolder, QObject* parent)
    : QObject(parent),
      m_file(dataFolder.isEmpty() ? QString() : QDir(dataFolder).filePath(QStringLiteral("snippets.json"))) {
    read();
}

Snippets SnippetLibrary::starters() {
    const bool isChinese = QLocale().language() == QLocale::Chinese;
    return snippetsFrom(bytesOf(isChinese ? QStringLiteral(":/snippets/starters_zh.json")
                                          : QStringLiteral(":/snippets/starters_en.json")));
}

std::optional<QDateTime> SnippetLibrary::stamp() const {
    const QFileInfo file(m_file);
    if (m_file.isEmpty() || !file.exists()) return {};
    return file.lastModified();
}

void SnippetLibrary::read() {
    m_stamp = stamp();
    m_isOwn = m_stamp.has_value();
    if (!m_isOwn) {
        m_snippets = starters();
        return;
    }
    try {
        m_snippets = snippetsFrom(bytesOf(m_file));
    } catch (const SnippetError& error) {
        const QString aside = m_file + QStringLiteral(".damaged-") +
                              QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
        const bool isAside = QFile::rename(m_file, aside);
        spdlog::warn("The snippets cannot be read: {}", error.what());
        m_problem = isAside ? tr("Your snippets could not be read. The file was set aside as %1; the starter "
                                 "set is shown instead.")
                                  .arg(QDir::toNativeSeparators(aside))
                            : tr("Your snippets could not be read, and %1 cannot be renamed.")
                                  .arg(QDir::toNativeSeparators(m_file));
        m_isOwn = false;
        m_stamp.reset();
        m_snippets = starters();
    }
}

/// Another window may have written meanwhile.
void SnippetLibrary::refresh() {
    if (!m_file.isEmpty() && stamp() != m_stamp) read();
}

QString SnippetLibrary::write(const Snippets& next) {
    if (!m_file.isEmpty()) {
        if (!QDir().mkpath(QFileInfo(m_file).path()))
            return tr("The folder %1 cannot be made.").arg(QFileInfo(m_file).path());
        if (const QString problem = save(m_file, next); !problem.isEmpty()) return problem;
    }
    m_snippets = next;
    m_isOwn = true;
    m_stamp = stamp();
    emit changed();
    return {};
}

QString SnippetLibrary::put(const Snippet& snippet, const QString& oldName) {
    if (const QString problem = problemOf(snippet); !problem.isEmpty()) return problem;
    refresh();
    Snippets next = m_snippets;
    const int old = oldName.isEmpty() ? -1 : indexOf(next, oldName);
    const int same = indexOf(next, snippet.name);
    if (same >= 0 && same != old) return tr("There is a snippet /%1 already.").arg(snippet.name);
    if (old >= 0 && next[old] == snippet) return {};
    if (old >= 0) {
        next[old] = snippet;
    } else {
        next.append(snippet);
    }
    return write(next);
}

QString SnippetLibrary::remove(const QString& name) {
    refresh();
    const int index = indexOf(m_snippets, name);
    if (index < 0) return {};
    Snippets next = m_snippets;
    next.removeAt(index);
    return write(next);
}

QString SnippetLibrary::addStarters() {
    refresh();
    Snippets next = m_snippets;
    for (const Snippet& starter : starters()) {
        if (indexOf(next, starter.name) < 0) next.append(starter);
    }
    return write(next);
}

SnippetLibrary::Imported SnippetLibrary::importFrom(const QString& file) {
    Imported result;
    try {
        const Snippets given = snippetsFrom(bytesOf(file));
        refresh();
        Snippets next = m_snippets;
        for (const Snippet& snippet : given) {
            const int index = indexOf(next, snippet.name);
            if (index < 0) {
                next.append(snippet);
                ++result.added;
            } else if (next[index] != snippet) {
                next[index] = snippet;
                ++result.replaced;
            }
        }
        result.problem = write(next);
    } catch (const SnippetError& error) {
        result.problem = error.sentence();
    }
    if (!result.problem.isEmpty()) result.added = result.replaced = 0;
    return result;
}

QString SnippetLibrary::exportTo(const QString& file) const {
    return save(file, m_snippets);
}

void SnippetLibrary::followLanguage() {
    if (m_isOwn) return;
    m_snippets = starters();
    emit changed();
}

}  // namespace app
