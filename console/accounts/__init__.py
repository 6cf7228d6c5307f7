"""Who works here: accounts, roles and rights, passwords, sessions, lock-outs, places held. No page and no daemon."""
