#pragma once

namespace engine::grammar {

// How a character goes on, byte by byte. A state is where its next byte stands; 0 is before the first.
inline constexpr int kCharacterDone = -1;
inline constexpr int kCharacterBad = -2;

/// Of a JSON string: escapes too, half of a surrogate pair never.
int jsonCharacter(int state, int byte);
/// Of plain text with \n, \r and \t; states are below 8.
int rawCharacter(int state, int byte);

}  // namespace engine::grammar
