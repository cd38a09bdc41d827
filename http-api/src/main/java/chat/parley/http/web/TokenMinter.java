package chat.parley.http.web;

import chat.parley.engine.domain.Caller;

/** Port: makes tokens that the node itself takes, where the node has a secret of its own. */
@FunctionalInterface
public interface TokenMinter {

  /** A signed token with this content. */
  String mint(Caller caller);
}
