// Products and components of records, in the terms of OpenVEX and in-toto.
#ifndef VEXLENS_LIB_PROVENANCE_OPENVEX_PRODUCT_H_
#define VEXLENS_LIB_PROVENANCE_OPENVEX_PRODUCT_H_

#include <string>
#include <string_view>

namespace vexlens::provenance {

// Returns an OpenVEX component in canonical JSON, with a subcomponent if `component` is not "". Requires: neither has a
// range.
std::string OpenVexProduct(std::string_view product, std::string_view component);

// InTotoSubject is a product as an in-toto ResourceDescriptor. It has a digest if the product is one, or is a purl
// whose version is one.
struct InTotoSubject {
  std::string json;
  bool has_digest = false;
};
InTotoSubject SubjectOf(std::string_view product);

}  // namespace vexlens::provenance

#endif  // VEXLENS_LIB_PROVENANCE_OPENVEX_PRODUCT_H_
