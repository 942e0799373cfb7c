# The archive (_archive: months, and the articles that have left the site's window) is no matter of Jekyll's: it is linked
# into the built site as /archive/, so that a build takes no longer however much is in it.
#
# Where plugins are not run (jekyll --safe): ln -s SITE/_archive BUILT/archive, and in _config.yml archive: true

module Newscrawl
  def self.store(site)
    place = File.join(site.source, "_archive")
    File.realpath(place) if File.directory?(place)
  end
end

Jekyll::Hooks.register :site, :after_init do |site|
  if Newscrawl.store(site)
    site.config["archive"] = true # layouts link to it
    site.keep_files |= ["archive"]
  end
end

Jekyll::Hooks.register :site, :post_write do |site|
  store = Newscrawl.store(site)
  place = File.join(site.dest, "archive")
  if store && !(File.symlink?(place) && File.readlink(place) == store)
    File.delete(place) if File.symlink?(place)
    File.symlink(store, place) unless File.exist?(place) # a page of your own under this name stays
  end
end
