# Node runs the source as it is: nothing is built. Start it with compose.yaml, or see docs/operations.md.
FROM node:24-slim

WORKDIR /app
ENV NODE_ENV=production

# The image brings Node: the packages that carry one are taken out again.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node \
  && npm cache clean --force

COPY LICENSE ./
COPY commands ./commands
COPY data ./data
COPY scripts ./scripts
COPY src ./src

# The page's modules and the parsed data are kept beside the packages; a read-only root file system has neither and works.
RUN mkdir -p /data /backups && chown node:node /data /backups
USER node

# The playground has no login. 0.0.0.0 lets it be reached from outside the container: publish its port to this machine only.
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME /data
EXPOSE 3000

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Not by npm: signals reach the program itself, which ends in order.
CMD ["node", "src/main.ts"]
