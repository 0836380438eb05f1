import { ended, logged } from "./change.js";

const SOCKET = "libvirtError: Failed to connect socket to '/var/run/libvirt/libvirt-sock': Connection refused";

/** Libvirt was stopped on one compute node. */
export const libvirt = (files, { role, index }) => (role === "Compute" && index === 1 ? broken(files) : files);

const broken = (files) =>
  logged(ended(files, "nova_libvirt", 0), "nova/nova-compute.log", [
    `ERROR nova.virt.libvirt.host [-] Connection to libvirt failed: ${SOCKET}`,
    "ERROR nova.compute.manager [-] Error updating resources for node overcloud-novacompute-1.: HypervisorUnavailable",
    "ERROR nova.compute.manager Traceback (most recent call last):",
    'ERROR nova.compute.manager   File "/usr/lib64/python2.7/site-packages/libvirt.py", line 105, in openAuth',
    `ERROR nova.compute.manager ${SOCKET}`,
  ]);
