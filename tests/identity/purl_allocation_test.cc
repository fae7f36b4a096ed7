// Taking a canonical purl apart allocates nothing: this program counts what operator new is asked for.
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "vexlens/purl.h"

namespace {

std::atomic<int> allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const block = std::malloc(size)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

namespace vexlens {
namespace {

// AllocationsOf parses `text`, decodes what has no escapes, and looks at every qualifier.
int AllocationsOf(std::string_view text, std::string& store) {
  const int before = allocations;
  const auto purl = ParsePurl(text, store);
  std::size_t octets = purl.ok() ? DecodePurl(purl->type, store).size() : 0;
  if (purl.ok()) {
    for (const auto [key, value] : purl->qualifiers) octets += key.size() + value.size();
  }
  const int after = allocations;
  EXPECT_GT(octets, 0) << text;
  return after - before;
}

TEST(PurlAllocationTest, CanonicalTextNeedsNone) {
  std::string store;
  for (const std::string_view text : {
           "pkg:deb/debian/libcurl3-gnutls@7.88.1-10%2Bdeb12u5?arch=amd64&distro=debian-12&upstream=curl",
           "pkg:npm/%40angular/animation@12.3.1",
           "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repository_url=spring.io%2Frelease",
           "pkg:golang/github.com/gorilla/context@v1.1.1?goarch=amd64#api/v2",
           "pkg:pypi/django@1.11.1?file_name=Django-1.11.1.tar.gz",
           "pkg:conan/openssl@3?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10&k=11&l=12",
       }) {
    EXPECT_EQ(AllocationsOf(text, store), 0) << text;
  }
}

TEST(PurlAllocationTest, TheCountWorks) {
  std::string store;
  EXPECT_GT(AllocationsOf("pkg:pypi/Django_with_a_long_name@1.11.1?file_name=Django-1.11.1.tar.gz", store), 0);
}

}  // namespace
}  // namespace vexlens
