// UTF-8 in what the user and documents say.
#ifndef VEXLENS_CLI_UTF8_H_
#define VEXLENS_CLI_UTF8_H_

#include <cstddef>
#include <string_view>

namespace vexlens::cli {

// Character is the first one of a text; of no size where that is no UTF-8.
struct Character {
  char32_t code = 0;
  std::size_t size = 0;
};
Character FirstCharacter(std::string_view text);

bool IsUtf8(std::string_view text);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_UTF8_H_
