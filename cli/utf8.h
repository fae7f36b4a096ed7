// UTF-8 in arguments and documents.
#ifndef VEXLENS_CLI_UTF8_H_
#define VEXLENS_CLI_UTF8_H_

#include <cstddef>
#include <string_view>

namespace vexlens::cli {

// Character is the first character of a text. Its size is 0 if the text does not begin with valid UTF-8.
struct Character {
  char32_t code = 0;
  std::size_t size = 0;
};
Character FirstCharacter(std::string_view text);

bool IsUtf8(std::string_view text);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_UTF8_H_
