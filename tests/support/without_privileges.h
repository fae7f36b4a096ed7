// WithoutPrivileges: work that has to obey the permissions of files.
#ifndef VEXLENS_TESTS_SUPPORT_WITHOUT_PRIVILEGES_H_
#define VEXLENS_TESTS_SUPPORT_WITHOUT_PRIVILEGES_H_

#include <functional>

namespace vexlens::testing {

// Runs `body` in a child that has to obey the permissions of files, root or not. What fails there is printed there and
// fails the test.
void WithoutPrivileges(const std::function<void()>& body);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_WITHOUT_PRIVILEGES_H_
