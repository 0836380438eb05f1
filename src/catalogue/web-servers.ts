/** What serves the pages and APIs of any service: its folders among logs and configuration hold those of services. */
export const WEB_SERVERS = ["httpd", "apache2"] as const;

/** A log's or a file's name below the folder of a web server; as it is where it lies in none. */
export function withoutWebServer(name: string): string {
  const [first, second, ...rest] = name.split("/");
  return rest.length > 0 && WEB_SERVERS.some((server) => server === first) ? [second, ...rest].join("/") : name;
}
