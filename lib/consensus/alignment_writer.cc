// What is known of a component, as canonical JSON.
#include <string>
#include <string_view>

#include "lib/consensus/alignment.h"
#include "lib/json/canonical.h"

namespace vexlens {
namespace {

// Returns a JSON array of strings.
template <typename Values, typename TextOf>
void Texts(std::string_view literal, const Values& values, TextOf text_of, std::string& out) {
  out += literal;
  out += '[';
  bool first = true;
  for (const auto& value : values) {
    if (!first) out += ',';
    first = false;
    json::AppendString(text_of(value), out);
  }
  out += ']';
}

void Text(std::string_view literal, std::string_view text, std::string& out) {
  out += literal;
  json::AppendString(text, out);
}

}  // namespace

void Alignment::AppendComponent(std::uint32_t component, std::string& out) const {
  const Sbom& sbom = answers_->sbom();
  const SbomComponent& entry = sbom.components()[component];
  Texts(
      "{\"component\":{\"identifiers\":", entry.identifiers, [](std::string_view text) { return text; }, out);
  Text(",\"location\":", entry.location, out);
  Text(",\"name\":", entry.name, out);
  std::vector<std::uint32_t> path = sbom.PathTo(component);
  path.pop_back();
  Texts(
      ",\"path\":", path, [&](std::uint32_t at) { return sbom.components()[at].label(); }, out);
  Text(",\"ref\":", entry.ref, out);
  Text(",\"version\":", entry.version, out);
  out += "},\"nearMisses\":";
  answers_->consensus().AppendNearMisses(NearMissesOf(component), out);
  out += ",\"records\":[";
  const auto [first, end] = AnswersOf(component);
  for (std::size_t i = first; i < end; ++i) {
    if (i != first) out += ',';
    answers_->consensus().Append(Explain(i), out);
  }
  out += "]}";
}

}  // namespace vexlens
