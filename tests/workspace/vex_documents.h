// Small OpenVEX documents for tests of the workspace.
#ifndef VEXLENS_TESTS_STORE_VEX_DOCUMENTS_H_
#define VEXLENS_TESTS_STORE_VEX_DOCUMENTS_H_

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace vexlens::testing {

// Vex says one thing; `extra` are more members of the statement, with a comma before each.
inline std::string Vex(std::string_view author, std::string_view vulnerability, std::string_view product,
                       std::string_view status, std::string_view date, std::string_view extra = "") {
  return absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/)", author, "/", date,
                      R"(","author":")", author, R"(","timestamp":")", date, R"(","version":1,"statements":[{)",
                      R"("vulnerability":{"name":")", vulnerability, R"("},"products":[{"@id":")", product,
                      R"("}],"status":")", status, "\"", extra, "}]}");
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_STORE_VEX_DOCUMENTS_H_
