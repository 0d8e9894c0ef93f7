#pragma once

#include <memory>

#include <QByteArray>
#include <QImage>
#include <QString>

namespace engine {
struct Image;
}

namespace app {

/// A picture that passed the limits of ImageImport: what the agent sees, what the model sees, what is kept.
struct Picture {
    QString name;      ///< file name, or what it came from
    QByteArray hash;   ///< SHA-256 of the decoded pixels and size, lower-case hex
    QByteArray bytes;  ///< as it arrived (PNG when it arrived as pixels)
    QImage image;      ///< as a viewer shows it, upright
    QImage thumbnail;  ///< at most 256 pixels a side
    QString notice;    ///< one sentence when something was left out (only the first frame was taken)
    std::shared_ptr<const engine::Image> pixels;
};

}  // namespace app
