"""A Scrapy add-on: what is switched off is not loaded either.

Scrapy imports each component, and then asks it whether it is on. Remote control brings aiohttp and its web server, cookies
tldextract and requests: a sixth of what a crawl costs that finds nothing new, and of those there are hundreds a day.
"""

from scrapy.settings import BaseSettings

# What switches it on → where Scrapy names its component, and the component. Told `None` for it, Scrapy would import it too.
_SWITCHES = {
    "REMOTE_CONTROL_ENABLED": ("EXTENSIONS_BASE", "scrapy.extensions.remote_control.RemoteControl"),
    "TELNETCONSOLE_ENABLED": ("EXTENSIONS_BASE", "scrapy.extensions.telnet.TelnetConsole"),
    "COOKIES_ENABLED": ("DOWNLOADER_MIDDLEWARES_BASE", "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"),
}


class LeaveOut:
    """Takes away the components that nothing switches on, be it the project, a spider or `-s`."""

    def update_settings(self, settings: BaseSettings) -> None:
        for switch, (group, component) in _SWITCHES.items():
            if not settings.getbool(switch):
                settings[group].pop(component, None)
