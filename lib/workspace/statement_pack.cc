#include "lib/workspace/statement_pack.h"

#include <algorithm>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/workspace/binary.h"

namespace vexlens::workspace {
namespace {

// Returns 0 for an undated instant, else one more than its microseconds in zigzag order: 0, -1, 1, -2, …
std::uint64_t NumberOf(Instant instant) {
  if (!instant.dated()) return 0;
  const auto micros = static_cast<std::uint64_t>(instant.micros);
  return (instant.micros < 0 ? ~micros << 1 | 1 : micros << 1) + 1;
}

Instant InstantOf(std::uint64_t number) {
  if (number == 0) return Instant{};
  const std::uint64_t folded = number - 1;
  const auto micros = static_cast<std::int64_t>(folded >> 1);
  return Instant{(folded & 1) != 0 ? ~micros : micros};
}

// Packer numbers texts in order of first use, and writes them before the statements.
class Packer {
 public:
  explicit Packer(const Evidence& evidence) : evidence_(evidence) {}

  void Add(const Statement& statement) {
    ++count_;
    AppendNumber(NumberOf(statement.updated_at), statements_);
    AppendNumber(NumberOf(statement.issued_at), statements_);
    AppendNumber(static_cast<std::uint64_t>(statement.status), statements_);
    AddSubject(statement.product);
    AddSubject(statement.component);
    for (const TextId text : {statement.relationship, statement.justification, statement.justification_raw,
                              statement.impact, statement.action, statement.location.pattern}) {
      AddText(text);
    }
    for (const std::uint32_t step : statement.location.steps) AppendNumber(step + 1U, statements_);  // kNoStep is 0
    const auto aliases = evidence_.Aliases(statement.aliases);
    AppendNumber(aliases.size(), statements_);
    for (const TextId alias : aliases) AddText(alias);
    const auto through = evidence_.Through(statement.through);
    AppendNumber(through.size(), statements_);
    for (const SubjectId subject : through) AddSubject(subject);
  }

  std::string Take() {
    std::string pack;
    AppendNumber(numbers_.size(), pack);
    pack += texts_;
    AppendNumber(count_, pack);
    pack += statements_;
    return pack;
  }

 private:
  void AddText(TextId text) {
    if (text == 0) return AppendNumber(0, statements_);
    const auto [place, added] = numbers_.try_emplace(text, numbers_.size() + 1);
    if (added) AppendText(evidence_.Text(text), texts_);
    AppendNumber(place->second, statements_);
  }

  void AddSubject(SubjectId subject) {
    AddText(evidence_.subjects()[subject].identifier);
    if (subject != 0) AddText(evidence_.subjects()[subject].range);
  }

  const Evidence& evidence_;
  absl::flat_hash_map<TextId, std::uint64_t> numbers_;
  std::string texts_;
  std::string statements_;
  std::uint64_t count_ = 0;
};

// Unpacker reads the texts, and then one statement after another.
class Unpacker {
 public:
  Unpacker(std::string_view pack, Evidence& evidence) : reader_(pack), evidence_(evidence) {
    texts_.resize(reader_.Count() + 1, 0);
    for (std::size_t i = 1; i < texts_.size(); ++i) texts_[i] = evidence_.texts().Intern(reader_.Text());
  }

  BinaryReader& reader() { return reader_; }

  Statement Next() {
    Statement statement;
    statement.updated_at = InstantOf(reader_.Number());
    statement.issued_at = InstantOf(reader_.Number());
    statement.status = static_cast<VexStatus>(reader_.Below(kStatusCount));
    statement.product = NextSubject();
    statement.component = NextSubject();
    for (TextId* text : {&statement.relationship, &statement.justification, &statement.justification_raw,
                         &statement.impact, &statement.action, &statement.location.pattern}) {
      *text = NextText();
    }
    for (std::uint32_t& step : statement.location.steps) {
      step = static_cast<std::uint32_t>(reader_.Below(std::uint64_t{UINT32_MAX} + 1)) - 1U;
    }
    std::vector<TextId> aliases(reader_.Count());
    for (TextId& alias : aliases) alias = NextText();
    statement.aliases = evidence_.InternAliases(std::move(aliases));
    std::vector<SubjectId> through(reader_.Count());
    for (SubjectId& subject : through) subject = NextSubject();
    statement.through = evidence_.InternThrough(through);
    return statement;
  }

  SubjectId NextSubject() {
    const TextId identifier = NextText();
    if (identifier == 0) return 0;
    const TextId range = NextText();
    return evidence_.InternSubject(evidence_.Text(identifier), evidence_.Text(range));
  }

 private:
  TextId NextText() { return texts_[reader_.Below(texts_.size())]; }

  BinaryReader reader_;
  Evidence& evidence_;
  std::vector<TextId> texts_;
};

}  // namespace

std::string PackStatements(const Evidence& evidence, std::span<const std::uint32_t> statements) {
  Packer packer(evidence);
  for (const std::uint32_t i : statements) packer.Add(evidence.statements()[i]);
  std::string pack = packer.Take();
  // Flipped bits can give other statements that look valid.
  AppendChecksum(std::string(pack), pack);
  return pack;
}

bool UnpackStatements(std::string_view pack, std::uint32_t document, TextId vulnerability, Evidence& evidence) {
  if (!TakeChecksum(pack)) return false;
  Unpacker unpacker(pack, evidence);
  const std::uint64_t count = unpacker.reader().Count();
  for (std::uint64_t i = 0; i < count && unpacker.reader().ok(); ++i) {
    Statement statement = unpacker.Next();
    statement.document = document;
    statement.vulnerability = vulnerability;
    if (unpacker.reader().ok()) evidence.AddStatement(statement);
  }
  return unpacker.reader().done();
}

std::string PackElement(const Evidence& evidence, const Evidence::BomElement& element) {
  std::string pack;
  const auto append = [&](SubjectId subject) {
    AppendText(evidence.Text(evidence.subjects()[subject].identifier), pack);
    AppendText(evidence.Text(evidence.subjects()[subject].range), pack);
  };
  append(element.product);
  append(element.component);
  for (const SubjectId subject : evidence.Through(element.through)) append(subject);
  return pack;
}

bool UnpackElement(std::string_view pack, Evidence& evidence, Evidence::BomElement& element) {
  BinaryReader reader(pack);
  const auto next = [&]() -> SubjectId {
    const std::string_view identifier = reader.Text();
    const std::string_view range = reader.Text();
    return identifier.empty() ? 0 : evidence.InternSubject(identifier, range);
  };
  element.product = next();
  element.component = next();
  std::vector<SubjectId> through;
  while (reader.ok() && !reader.done()) through.push_back(next());
  element.through = evidence.InternThrough(through);
  return reader.done() && element.product != 0 && std::find(through.begin(), through.end(), 0U) == through.end();
}

}  // namespace vexlens::workspace
