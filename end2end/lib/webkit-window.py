#!/usr/bin/python3
"""A bare WebKitGTK window of a phone's size for WebKitWebDriver.

The MiniBrowser cannot be narrower than its toolbar and forgets its profile; this window has neither limit. It keeps
its profile in WINDOW_PROFILE, puts downloads into WINDOW_DOWNLOADS and collects what went wrong in
window.__waymarkFaults, as WebDriver gives no console.
"""
import os

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

WATCH = """
window.__waymarkFaults = [];
addEventListener('error', (event) => __waymarkFaults.push('error ' + (event.message || 'a file did not load')), true);
addEventListener('unhandledrejection', (event) => __waymarkFaults.push('error ' + event.reason));
addEventListener('securitypolicyviolation', (event) =>
  __waymarkFaults.push('policy ' + event.effectiveDirective + ' ' + event.blockedURI));
"""

profile = os.environ["WINDOW_PROFILE"]
data = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
context = WebKit2.WebContext(website_data_manager=data)
context.set_automation_allowed(True)
# Without this navigator.language is "C", which Intl refuses.
context.set_preferred_languages(["en-GB"])
scripts = WebKit2.UserContentManager()
scripts.add_script(WebKit2.UserScript.new(
    WATCH, WebKit2.UserContentInjectedFrames.TOP_FRAME, WebKit2.UserScriptInjectionTime.START, None, None))


def choose_place(download, name):
    """A download is kept under the name the page gives it, and nobody is asked."""
    download.set_destination("file://" + os.path.join(os.environ["WINDOW_DOWNLOADS"], name))
    return True


def make_view(*_):
    """Opens the one window that the driver asks for."""
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, user_content_manager=scripts)
    window = Gtk.Window()
    window.set_decorated(False)
    window.set_default_size(390, 844)
    window.add(view)
    view.connect("close", lambda _: window.destroy())
    window.show_all()
    return view


def automation_started(_, session):
    """Tells the driver who we are; it refuses a window without a name and a version."""
    about = WebKit2.ApplicationInfo()
    about.set_name("waymark-window")
    about.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(about)
    session.connect("create-web-view", make_view)


context.connect("automation-started", automation_started)
context.connect("download-started", lambda _, download: download.connect("decide-destination", choose_place))
Gtk.main()
