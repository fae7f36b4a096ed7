// Statuses: the statements that the product_status of a CSAF vulnerability makes.
#ifndef VEXLENS_LIB_FORMATS_CSAF_STATUSES_H_
#define VEXLENS_LIB_FORMATS_CSAF_STATUSES_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lib/formats/csaf/product_tree.h"
#include "lib/formats/csaf/remarks.h"
#include "lib/formats/findings.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// StatusList is a member of product_status that CSAF knows.
struct StatusList {
  std::string_view name;
  std::optional<VexStatus> status;  // nothing if the list says nothing about being affected
  std::uint16_t group = 0;          // a product in two groups is contradictory (test 6.1.6); 0 is in none
};

inline constexpr std::size_t kStatusListCount = 9;

// Returns the status lists of a CSAF version.
std::span<const StatusList> StatusLists(std::string_view csaf_version);

// Statuses makes statements of status lists. It is the hot path: one lookup for an entry, and texts only in findings.
class Statuses {
 public:
  Statuses(std::span<const StatusList> lists, const ProductTree& tree, Remarks& remarks, Findings& findings)
      : lists_(lists), tree_(tree), remarks_(remarks), findings_(findings) {}

  // Returns which remarks the lists of `product_status` will ask for.
  static Remarks::Wanted WantedRemarks(json::Value product_status);

  // Adds the statements of one vulnerability to the draft. `common` is what they share; if it has no vulnerability, all
  // are refused.
  void Read(json::Value product_status, const Place& place, std::uint32_t vulnerability, const Statement& common);

 private:
  // Mark is what is known of a product within one vulnerability.
  struct Mark {
    std::uint32_t vulnerability = 0;  // counted from 1
    std::uint16_t groups = 0;
    std::uint16_t lists = 0;  // a bit for each list
  };

  void ReadList(json::Value entries, const Place& place, std::size_t list);
  void IgnoreUnknown(json::Value entries, const Place& place);
  void CheckMark(ProductIndex product, std::size_t list, const Place& place);
  void ReadEntry(json::Value entry, const Place& place, std::size_t list, const Location& location);
  void Add(ProductIndex product, VexStatus status, const Location& location);
  Location LocationOf(std::size_t list);

  std::span<const StatusList> lists_;
  const ProductTree& tree_;
  Remarks& remarks_;
  Findings& findings_;
  std::vector<Mark> marks_;
  std::array<Location, kStatusListCount> patterns_;  // by list, made when first needed
  Statement common_;
  std::uint32_t vulnerability_ = 0;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_STATUSES_H_
