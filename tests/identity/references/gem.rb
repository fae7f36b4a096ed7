#!/usr/bin/ruby
# RubyGems' own comparison.
$stdin.each_line do |line|
  first, second = line.split.map { |version| Gem::Version.new(version) }
  puts '<=>'[1 + (first <=> second)]
end
