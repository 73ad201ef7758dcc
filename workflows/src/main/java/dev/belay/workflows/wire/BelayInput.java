package dev.belay.workflows.wire;

/** Every workflow's input carries the installation it belongs to. */
public interface BelayInput {
  /** The installation's id, as the ledger has it. */
  String installation();
}
