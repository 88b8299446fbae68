# Rscript read.R KIND ADDRESS [QUERY] prints values, one a line.
#   csv ADDRESS         base R alone reads a table; each row's cells are joined by tabs
#   json ADDRESS QUERY  curl and jsonlite post a query and read its solutions; each row's values are joined by tabs
arguments <- commandArgs(TRUE)
if (arguments[1] == "csv") {
  table <- read.csv(arguments[2], colClasses = "character", encoding = "UTF-8")
} else {
  request <- curl::new_handle()
  curl::handle_setheaders(request, Accept = "application/sparql-results+json")
  curl::handle_setopt(request, copypostfields = paste0("query=", curl::curl_escape(arguments[3])))
  answer <- curl::curl_fetch_memory(arguments[2], request)
  result <- jsonlite::fromJSON(rawToChar(answer$content))
  bindings <- result$results$bindings
  table <- as.data.frame(lapply(result$head$vars, function(name) bindings[[name]]$value))
}
writeLines(do.call(paste, c(unname(as.list(table)), sep = "\t")))
