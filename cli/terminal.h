// Terminal: colours and drawings for people, plain text for everything else.
#ifndef VEXLENS_CLI_TERMINAL_H_
#define VEXLENS_CLI_TERMINAL_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vexlens::cli {

// Style is the look of a piece of text on a terminal.
enum class Style { kPlain, kBold, kDim, kRed, kYellow, kGreen, kCyan };

// Terminal is standard output, which may be a terminal with colours.
class Terminal {
 public:
  // Returns that of this process. NO_COLOR (no-color.org) turns colours off.
  static Terminal OfStandardOutput();

  // Returns `text` in the codes of `style`, on a terminal with colours only.
  std::string Paint(Style style, std::string_view text) const;

 private:
  bool colours_ = false;
};

// Returns `text` with control characters and bytes that are not UTF-8 as \xNN, and characters that change the writing
// direction as \uNNNN: input can neither control the terminal nor mislead readers.
std::string Safe(std::string_view text);

// Returns the words of `text`, made Safe, in lines of at most `width` characters; a longer word gets a line of its own.
// Line feeds count as blanks.
std::vector<std::string> Wrapped(std::string_view text, std::size_t width);

// Returns `value` of `whole` as a bar of `width` columns.
std::string Bar(double value, double whole, std::size_t width);

// Table is rows of cells under a header, in aligned columns.
class Table {
 public:
  struct Cell {
    std::string text;
    Style style = Style::kPlain;
    bool right = false;  // numbers
  };

  explicit Table(std::vector<std::string> header);
  void Add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }

  // Returns the whole table, each line after `indent`, without columns that are empty.
  std::string Text(const Terminal& terminal, std::string_view indent = "") const;

  // Returns the rows since the last call as Text does, and drops them: a long table in parts. Columns never become
  // narrower; the header is repeated when they move.
  std::string Take(const Terminal& terminal);
  std::size_t size() const { return rows_.size(); }

 private:
  std::vector<std::size_t> Widths() const;
  std::string Lines(const Terminal& terminal, std::string_view indent, const std::vector<std::size_t>& widths,
                    bool with_header) const;

  std::vector<Cell> header_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<std::size_t> taken_;  // widths of the last Take
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_TERMINAL_H_
