export type EngineName = "docker" | "podman";
