// Remarks: what the flags, threats and remediations of a CSAF vulnerability say about each product.
#ifndef VEXLENS_LIB_FORMATS_CSAF_REMARKS_H_
#define VEXLENS_LIB_FORMATS_CSAF_REMARKS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/formats/budget.h"
#include "lib/formats/csaf/joined_texts.h"
#include "lib/formats/csaf/product_groups.h"
#include "lib/formats/csaf/product_tree.h"
#include "lib/formats/findings.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// Remarks holds the remarks of one vulnerability at a time, by product.
class Remarks {
 public:
  // Wanted is which remarks statements will ask for. Groups are not expanded for others.
  struct Wanted {
    bool impact = false;
    bool action = false;
  };

  Remarks(const ProductTree& tree, const ProductGroups& groups, Findings& findings, Budget& budget)
      : tree_(tree), groups_(groups), findings_(findings), budget_(budget), texts_(findings.draft().evidence, budget) {}

  // Reads the remarks of a vulnerability, in place of those before.
  void Read(json::Value vulnerability, const Place& place, Wanted wanted);

  // Return the label of the first flag, the details of impact threats, and those of remediations.
  TextId Justification(ProductIndex product) const;
  TextId Impact(ProductIndex product);
  TextId Action(ProductIndex product);

 private:
  struct Entry {
    std::uint32_t vulnerability = 0;  // number of the one that the rest belongs to
    std::uint32_t flag = 0;           // number of the last item read, from 1
    std::uint32_t threat = 0;
    std::uint32_t remediation = 0;
    TextId justification = 0;
    TextSequence impact = 0;
    TextSequence action = 0;
    bool several_flags = false;
  };

  void ReadFlags(json::Value flags, const Place& place);
  void AddFlag(ProductIndex product, std::uint32_t flag, TextId label, const Place& place);
  void ReadThreats(json::Value threats, const Place& place, bool wanted);
  void ReadRemediations(json::Value remediations, const Place& place, bool wanted);

  // Calls `visit` with every product that an item names, and if `take_groups_apart` with those of its groups. Returns
  // false if the item has neither product_ids nor group_ids.
  template <class Visit>
  bool VisitProducts(json::Value item, const Place& place, bool take_groups_apart, const Visit& visit);

  Entry& EntryOf(ProductIndex product);

  const ProductTree& tree_;
  const ProductGroups& groups_;
  Findings& findings_;
  Budget& budget_;
  JoinedTexts texts_;
  std::vector<Entry> entries_;
  std::uint32_t vulnerability_ = 0;
  TextSequence general_impact_ = 0;  // of threats to all products
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_REMARKS_H_
