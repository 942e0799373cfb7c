"""Where the peers live: .venv-peers, an environment of their own. The package never imports them."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-peers"
PEER = PEERS / "bin" / "python"
REQUIREMENTS = ROOT / "benchmarks" / "peers" / "requirements.txt"


def is_there(module: str) -> bool:
    """Whether the peers' environment has a package."""
    look = f"import importlib.util as u, sys; sys.exit(u.find_spec({module!r}) is None)"
    return PEER.exists() and not subprocess.run([PEER, "-c", look], check=False).returncode


def install() -> None:
    """Make the environment, where it is missing or what it should have has changed. All at once; if that fails, one by
    one, so that a peer that cannot be installed keeps no other away: benchmarks say which they miss."""
    done, wanted = PEERS / "installed", REQUIREMENTS.read_text(encoding="utf-8")
    if done.exists() and done.read_text(encoding="utf-8") == wanted:
        return
    print(f"installing peers into {PEERS.name} …", file=sys.stderr, flush=True)
    venv.create(PEERS, with_pip=True)
    pip = [PEER, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not subprocess.run([*pip, "--requirement", REQUIREMENTS], check=False).returncode:
        done.write_text(wanted, encoding="utf-8")
        return
    for line in wanted.splitlines():
        if line and not line.startswith("#"):
            subprocess.run([*pip, line], check=False)
