// Purls: one canonical form, which is the one that is parsed where it stands and built from its own components.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/identity.h"
#include "vexlens/purl.h"

namespace {

using vexlens::DecodePurl;
using vexlens::ParsePurl;
using vexlens::Purl;
using vexlens::PurlQualifier;

void Require(bool holds) {
  if (!holds) std::abort();
}

std::string Rebuilt(const Purl& purl) {
  std::array<std::string, 4> stores;
  std::vector<std::string> values(std::distance(purl.qualifiers.begin(), purl.qualifiers.end()));
  std::vector<PurlQualifier> qualifiers;
  for (const auto [key, value] : purl.qualifiers) {
    qualifiers.push_back({key, DecodePurl(value, values[qualifiers.size()])});
  }
  const auto built = vexlens::BuildPurl({.type = purl.type,
                                         .name_space = DecodePurl(purl.name_space, stores[0]),
                                         .name = DecodePurl(purl.name, stores[1]),
                                         .version = DecodePurl(purl.version, stores[2]),
                                         .qualifiers = qualifiers,
                                         .subpath = DecodePurl(purl.subpath, stores[3])});
  return built.ok() ? *built : "";
}

void TakeApart(std::string_view text) {
  std::string store, other_store;
  const auto canonical = vexlens::CanonicalPurl(text);
  const auto strict = ParsePurl(text, store);
  if (!canonical.ok()) return Require(!strict.ok());
  Require(*vexlens::CanonicalPurl(*canonical) == *canonical);
  const auto purl = ParsePurl(*canonical, other_store);
  Require(purl.ok() && purl->text.data() == canonical->data());
  Require(Rebuilt(*purl) == *canonical);
  if (strict.ok()) Require(strict->text == *canonical);
  if (strict.ok()) Require((strict->text.data() == text.data()) == (text == *canonical));
}

// PutTogether takes the text's lines as components.
void PutTogether(std::string_view text) {
  std::array<std::string_view, 3> lines;
  for (std::string_view& line : lines) {
    line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() + (line.size() < text.size() ? 1 : 0));
  }
  const PurlQualifier qualifiers[] = {{"key", text}};
  const auto built = vexlens::BuildPurl(
      {.type = "generic", .name_space = lines[0], .name = lines[1], .version = lines[2], .qualifiers = qualifiers});
  if (!built.ok()) return Require(lines[1].empty());
  std::string store;
  const auto purl = ParsePurl(*built, store);
  Require(purl.ok() && purl->text.data() == built->data());
  Require(DecodePurl(purl->name, store) == lines[1]);
  Require(DecodePurl(purl->version, store) == lines[2]);
  Require(DecodePurl(purl->qualifiers.Find("key"), store) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  TakeApart(text);
  PutTogether(text);
  return 0;
}
