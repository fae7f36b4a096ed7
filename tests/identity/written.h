// Written: a subject together with the texts that it views.
#ifndef VEXLENS_TESTS_IDENTITY_WRITTEN_H_
#define VEXLENS_TESTS_IDENTITY_WRITTEN_H_

#include <memory>
#include <string>
#include <string_view>

#include "vexlens/identity.h"

namespace vexlens::testing {

// Written is the subject of a key text ("pkg:npm/widget@1.2.0", "pkg:npm/widget vers:npm/<2.0.0"). Copies share texts;
// the subject lives as long as one of them.
class Written {
 public:
  Written() = default;
  explicit Written(std::string_view key) {
    if (key.empty()) return;
    const std::size_t space = key.rfind(" vers:");
    auto texts = std::make_shared<Texts>();
    texts->identifier = key.substr(0, space);
    if (space != key.npos) texts->range = key.substr(space + 1);
    texts->spelling = NormalSpelling(texts->identifier);
    subject_ = ParseSubject(texts->identifier, texts->range, texts->spelling);
    texts_ = std::move(texts);
  }

  const Subject& subject() const { return subject_; }
  operator const Subject&() const { return subject_; }

 private:
  struct Texts {
    std::string identifier, range, spelling;
  };
  std::shared_ptr<const Texts> texts_;
  Subject subject_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_IDENTITY_WRITTEN_H_
