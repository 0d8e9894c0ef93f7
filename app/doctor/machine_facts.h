#pragma once

#include <cstdint>
#include <optional>

#include <QString>
#include <QStringList>

namespace app {

/// What a check-up looks at, gathered without changing anything. A figure of 0 is unknown.
struct MachineFacts {
    bool hasAvx2 = false;
    bool hasAvx512 = false;
    int cores = 0;
    std::int64_t memory = 0;      ///< bytes
    std::int64_t freeMemory = 0;  ///< bytes

    bool usesModel = true;  ///< false: servers answer everything, so its size and state are nothing here
    QString modelFolder;
    std::int64_t modelBytes = 0;          ///< of its .safetensors files
    std::optional<QString> modelProblem;  ///< one sentence when its config is missing or not understood

    QString dataFolder;
    bool isDataWritable = false;
    std::int64_t freeDisk = 0;  ///< bytes where the data folder is

    QStringList cards;                  ///< NVIDIA cards that the driver lists
    bool hasCardWithoutDriver = false;  ///< one is in the machine, and no driver lists it
    bool opensCuda = false;             ///< libcuda.so.1 can be opened
    bool lacksCudaPart = false;         ///< an installed package whose part for cards was not fetched yet

    int port = 8080;
    bool isPortFree = false;

    bool hasDisplay = false;
    QString inputMethod;               ///< fcitx or ibus when it runs
    bool hasInputMethodPlugin = true;  ///< Qt can talk to it
    std::optional<int> chineseFonts;   ///< empty: fontconfig's program is not there
};

/// `modelFolder` as it would be loaded. Takes well under a second.
MachineFacts gatherFacts(const QString& modelFolder, const QString& dataFolder, int port);

}  // namespace app
