#include "engine/text/grammar/character.h"

namespace engine::grammar {
namespace {

bool isIn(int byte, int low, int high) {
    return byte >= low && byte <= high;
}

bool isHex(int byte) {
    return isIn(byte, '0', '9') || isIn(byte, 'a', 'f') || isIn(byte, 'A', 'F');
}

// Bytes of UTF-8 after the first (Unicode 16, table 3-7).
enum Utf8 : int { OneMore = 1, TwoMore, ThreeMore, AfterE0, AfterEd, AfterF0, AfterF4 };

int utf8Lead(int byte) {
    if (isIn(byte, 0xC2, 0xDF)) return OneMore;
    if (byte == 0xE0) return AfterE0;
    if (byte == 0xED) return AfterEd;
    if (isIn(byte, 0xE1, 0xEF)) return TwoMore;
    if (byte == 0xF0) return AfterF0;
    if (isIn(byte, 0xF1, 0xF3)) return ThreeMore;
    if (byte == 0xF4) return AfterF4;
    return kCharacterBad;
}

int utf8Rest(int state, int byte) {
    const auto then = [byte](int low, int high, int next) {
        return isIn(byte, low, high) ? next : kCharacterBad;
    };
    switch (state) {
        case OneMore:
            return then(0x80, 0xBF, kCharacterDone);
        case TwoMore:
            return then(0x80, 0xBF, OneMore);
        case ThreeMore:
            return then(0x80, 0xBF, TwoMore);
        case AfterE0:
            return then(0xA0, 0xBF, OneMore);
        case AfterEd:
            return then(0x80, 0x9F, OneMore);
        case AfterF0:
            return then(0x90, 0xBF, TwoMore);
        case AfterF4:
            return then(0x80, 0x8F, TwoMore);
        default:
            return kCharacterBad;
    }
}

enum Escape : int {
    AfterBackslash = 8,
    FirstHex,
    SecondHex,
    ThirdHex,
    FourthHex,
    SecondHexAfterD,
    ThirdHexOfHigh,
    FourthHexOfHigh,
    BackslashOfLow,
    UOfLow,
    DOfLow,
    SecondHexOfLow,
};

int escapeRest(int state, int byte) {
    const auto after = [](bool right, int next) { return right ? next : kCharacterBad; };
    const bool isD = byte == 'd' || byte == 'D';
    switch (state) {
        case AfterBackslash:
            if (byte == 'u') return FirstHex;
            return after(byte == '"' || byte == '\\' || byte == '/' || byte == 'b' || byte == 'f' ||
                             byte == 'n' || byte == 'r' || byte == 't',
                         kCharacterDone);
        case FirstHex:
            return isD ? static_cast<int>(SecondHexAfterD) : after(isHex(byte), SecondHex);
        case SecondHex:
            return after(isHex(byte), ThirdHex);
        case ThirdHex:
            return after(isHex(byte), FourthHex);
        case FourthHex:
            return after(isHex(byte), kCharacterDone);
        case SecondHexAfterD:
            if (isIn(byte, '0', '7')) return ThirdHex;
            return after(
                byte == '8' || byte == '9' || byte == 'a' || byte == 'A' || byte == 'b' || byte == 'B',
                ThirdHexOfHigh);
        case ThirdHexOfHigh:
            return after(isHex(byte), FourthHexOfHigh);
        case FourthHexOfHigh:
            return after(isHex(byte), BackslashOfLow);
        case BackslashOfLow:
            return after(byte == '\\', UOfLow);
        case UOfLow:
            return after(byte == 'u', DOfLow);
        case DOfLow:
            return after(isD, SecondHexOfLow);
        case SecondHexOfLow:
            return after(isIn(byte, 'c', 'f') || isIn(byte, 'C', 'F'), ThirdHex);
        default:
            return kCharacterBad;
    }
}

}  // namespace

int jsonCharacter(int state, int byte) {
    if (byte > 0xFF) return kCharacterBad;
    if (state >= AfterBackslash) return escapeRest(state, byte);
    if (state > 0) return utf8Rest(state, byte);
    if (byte == '\\') return AfterBackslash;
    if (byte == '"' || byte < 0x20) return kCharacterBad;
    return byte < 0x80 ? kCharacterDone : utf8Lead(byte);
}

int rawCharacter(int state, int byte) {
    if (byte > 0xFF) return kCharacterBad;
    if (state > 0) return utf8Rest(state, byte);
    if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') return kCharacterBad;
    return byte < 0x80 ? kCharacterDone : utf8Lead(byte);
}

}  // namespace engine::grammar
