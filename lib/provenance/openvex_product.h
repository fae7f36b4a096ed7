// What records call products and components, as OpenVEX and in-toto have it.
#ifndef VEXLENS_LIB_PROVENANCE_OPENVEX_PRODUCT_H_
#define VEXLENS_LIB_PROVENANCE_OPENVEX_PRODUCT_H_

#include <string>
#include <string_view>

namespace vexlens {

// OpenVexProduct is an OpenVEX component in canonical JSON, with a subcomponent if that is not "". Neither text has a
// range.
std::string OpenVexProduct(std::string_view product, std::string_view component);

// InTotoSubject is the product as an in-toto ResourceDescriptor. It has a digest when the product is one, or a purl
// whose version is one.
struct InTotoSubject {
  std::string json;
  bool has_digest = false;
};
InTotoSubject SubjectOf(std::string_view product);

}  // namespace vexlens

#endif  // VEXLENS_LIB_PROVENANCE_OPENVEX_PRODUCT_H_
